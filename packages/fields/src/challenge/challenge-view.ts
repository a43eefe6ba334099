import type { HostMessage } from '@fieldfare/protocol';
import type { Words } from '../words/words.ts';

export type Question = Extract<HostMessage, { type: 'challenge' }>;

export interface ChallengeEvents {
  answered(code: string): void;
  dismissed(): void;
}

/** The bank's question as a dialog: a code, a button that answers and one that gives up. Escape gives up as well. */
export class ChallengeView {
  readonly #words: Words;
  readonly #events: ChallengeEvents;
  readonly #title = make('h1', { id: 'title' });
  readonly #text = make('p', { id: 'text' });
  readonly #label = make('label', { htmlFor: 'code' });
  readonly #input = make('input', { id: 'code', type: 'text', inputMode: 'numeric', autocomplete: 'one-time-code' });
  readonly #problem = make('p', { id: 'problem', role: 'alert' });
  readonly #confirm = make('button', { type: 'submit' });
  readonly #cancel = make('button', { type: 'button' });
  #question: Question | null = null;
  #isWaiting = false;

  constructor(words: Words, events: ChallengeEvents) {
    this.#words = words;
    this.#events = events;
    const form = make('form', { noValidate: true, role: 'dialog' });
    const actions = make('div', { className: 'actions' });
    form.ariaModal = 'true';
    form.setAttribute('aria-labelledby', 'title');
    form.setAttribute('aria-describedby', 'text');
    this.#input.dir = 'ltr';
    this.#input.setAttribute('aria-describedby', 'problem');
    actions.append(this.#confirm, this.#cancel);
    form.append(this.#title, this.#text, this.#label, this.#input, this.#problem, actions);
    document.body.replaceChildren(form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    form.addEventListener('keydown', (event) => this.#onKey(event));
    this.#input.addEventListener('input', () => this.#onInput());
    this.#cancel.addEventListener('click', () => this.#giveUp());
    this.showWords();
  }

  ask(question: Question): void {
    const isAnotherTry = question.has_failed && this.#question !== null;
    this.#question = question;
    this.#wait(false);
    this.showWords();
    if (!isAnotherTry) return;
    this.#input.value = '';
    this.#say('challenge_wrong');
    this.focus();
  }

  focus(): void {
    this.#input.focus();
  }

  showWords(): void {
    const say = (code: string): string => this.#words.say(code, this.#values());
    this.#title.textContent = say('challenge_title');
    this.#text.textContent = this.#question === null ? '' : say('challenge_text');
    this.#label.textContent = say('challenge_code');
    this.#confirm.textContent = say(this.#isWaiting ? 'challenge_waiting' : 'challenge_confirm');
    this.#cancel.textContent = say('challenge_cancel');
    document.title = say('challenge_title');
  }

  #values(): Record<string, string> {
    const { merchant_name = '', amount = '', digits = 0, tries_left = 0 } = this.#question ?? {};
    return { merchant: merchant_name, amount, digits: String(digits), tries: String(tries_left) };
  }

  #onInput(): void {
    const digits = this.#input.value
      .normalize('NFKC')
      .replaceAll(/\D/g, '')
      .slice(0, this.#question?.digits ?? 8);
    if (digits !== this.#input.value) this.#input.value = digits;
    this.#say(null);
  }

  #submit(): void {
    if (this.#isWaiting || this.#question === null) return;
    if (this.#input.value.length !== this.#question.digits) {
      this.#say('challenge_incomplete');
      return this.focus();
    }
    this.#wait(true);
    this.#events.answered(this.#input.value);
  }

  #giveUp(): void {
    this.#wait(true);
    this.#events.dismissed();
  }

  #wait(isWaiting: boolean): void {
    this.#isWaiting = isWaiting;
    this.#confirm.ariaDisabled = String(isWaiting);
    this.showWords();
  }

  #say(code: string | null): void {
    this.#input.ariaInvalid = String(code !== null);
    const text = code === null ? '' : this.#words.say(code, this.#values());
    if (this.#problem.textContent !== text) this.#problem.textContent = text;
  }

  /** The page around is inert; Tab goes round inside instead of out to the browser. */
  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#giveUp();
    if (event.key !== 'Tab') return;
    const [edge, other] = event.shiftKey ? [this.#input, this.#cancel] : [this.#cancel, this.#input];
    if (document.activeElement !== edge) return;
    event.preventDefault();
    other.focus();
  }
}

function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  properties: Partial<HTMLElementTagNameMap[T]>,
): HTMLElementTagNameMap[T] {
  return Object.assign(document.createElement(tag), properties);
}
