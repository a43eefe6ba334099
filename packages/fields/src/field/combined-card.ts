import type { CardBrand, FieldProblem, FieldSetup, FieldState } from '@fieldfare/protocol';
import { COMBINED_KINDS, joinParts } from '../card/combined-parts.ts';
import { specOf } from '../kinds/specs.ts';
import type { Words } from '../words/words.ts';
import { createFieldView } from './field-view.ts';
import { Field } from './field.ts';
import type { FieldEvents } from './field.ts';

/** Number, expiration date and security code in one frame: to the page one field, to the shopper three in a row. */
export class CombinedCard {
  readonly kind = 'card';
  readonly #parts: Field[] = [];
  readonly #events: FieldEvents;
  #advances = false;
  #brand: CardBrand | null = null;
  readonly #complete = new Map<FieldState['kind'], boolean>();

  constructor(row: HTMLElement, words: Words, events: FieldEvents) {
    this.#events = events;
    // No room for labels above its parts: their examples say what they are.
    row.className = 'field';
    for (const kind of COMBINED_KINDS) {
      const spec = specOf(kind);
      if (spec === undefined) continue;
      const view = createFieldView(kind, spec, row);
      this.#parts.push(
        new Field(kind, spec, view, words, {
          changed: (state) => this.#changed(state),
          submitted: () => events.submitted(),
        }),
      );
    }
  }

  get state(): FieldState {
    const states = this.#parts.map((part) => part.state);
    const isAll = (key: 'empty' | 'complete' | 'valid'): boolean => states.every((state) => state[key]);
    return {
      kind: this.kind,
      focused: states.some(({ focused }) => focused),
      empty: isAll('empty'),
      dirty: states.some(({ dirty }) => dirty),
      complete: isAll('complete'),
      valid: isAll('valid'),
      error: states.find(({ error }) => error !== null)?.error ?? null,
      brand: states[0]?.brand ?? null,
    };
  }

  /** The parts' values as one; `splitParts` takes them apart. */
  value(): string {
    return joinParts(this.#parts.map((part) => part.value()));
  }

  validate(): FieldProblem | null {
    const problems = this.#parts.map((part) => part.validate());
    return problems.find((problem) => problem !== null) ?? null;
  }

  setup({ label: _label, placeholder: _placeholder, ...setup }: FieldSetup): void {
    this.#advances = setup.autoAdvance ?? false;
    for (const part of this.#parts) part.setup(setup);
  }

  setBrand(): void {
    // It is its own number that decides.
  }

  setCountry(country: string): void {
    for (const part of this.#parts) part.setCountry(country);
  }

  /** Into the first part that is not good yet. */
  focus(): void {
    (this.#parts.find((part) => !part.state.valid) ?? this.#parts[0])?.focus();
  }

  clear(): void {
    for (const part of this.#parts) part.clear();
  }

  #changed({ kind, brand, complete, focused, dirty }: FieldState): void {
    if (kind === 'card-number' && brand !== this.#brand) {
      this.#brand = brand;
      this.#parts.at(-1)?.setBrand(brand);
    }
    // Whoever comes back to a complete part stays there: only the completing itself moves on.
    const isNewlyComplete = complete && this.#complete.get(kind) !== true;
    this.#complete.set(kind, complete);
    const next = this.#parts[COMBINED_KINDS.findIndex((part) => part === kind) + 1];
    if (this.#advances && isNewlyComplete && focused && dirty && next?.state.empty === true) next.focus();
    this.#events.changed(this.state);
  }
}
