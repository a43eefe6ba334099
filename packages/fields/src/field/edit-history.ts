import type { FieldText } from '../card/edit-field.ts';

/**
 * What a field held before each edit. A browser forgets its own history of an input whose text is formatted by a script, so that undoing
 * would do nothing, or bring back half a number. Typing goes back in one step, as it does everywhere; so does each paste or deletion.
 */
export class EditHistory {
  #past: FieldText[] = [];
  #future: FieldText[] = [];
  #lastType = '';

  record(before: FieldText, inputType: string): void {
    const isSameRun = inputType === this.#lastType && (inputType === 'insertText' || inputType.startsWith('delete'));
    if (!isSameRun) this.#past.push(before);
    this.#future = [];
    this.#lastType = inputType;
  }

  /** The text to go back to; null where there is none. */
  undo(now: FieldText): FieldText | null {
    return step(this.#past, this.#future, now, () => (this.#lastType = ''));
  }

  redo(now: FieldText): FieldText | null {
    return step(this.#future, this.#past, now, () => (this.#lastType = ''));
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
    this.#lastType = '';
  }
}

function step(from: FieldText[], to: FieldText[], now: FieldText, endRun: () => void): FieldText | null {
  const next = from.pop();
  if (next === undefined) return null;
  to.push(now);
  endRun();
  return next;
}
