import type { CardBrand, FieldProblem, FieldSetup, FieldState, FrameKind } from '@fieldfare/protocol';
import { brandRules } from '../card/card-brand.ts';
import { editField } from '../card/edit-field.ts';
import type { FieldText } from '../card/edit-field.ts';
import type { FieldSpec } from '../card/field-spec.ts';
import { FIELD_MESSAGES } from '../card/problem-code.ts';
import type { ProblemCode } from '../card/problem-code.ts';
import { applyAppearance } from './field-styles.ts';
import type { FieldView } from './field-view.ts';

export interface FieldEvents {
  changed(state: FieldState): void;
  submitted(): void;
}

const EMPTY: FieldText = { raw: '', text: '', caret: 0 };

/** One live field: its value, what is wrong with it, and how both are shown. The value leaves it only through `value()`. */
export class Field {
  readonly kind: FrameKind;
  readonly #spec: FieldSpec;
  readonly #view: FieldView;
  readonly #events: FieldEvents;
  #text = EMPTY;
  #messages: Record<string, string> = {};
  #brandOfNumber: CardBrand | null = null;
  #isDirty = false;
  /** Not `activeElement`, which stays when the focus leaves the whole frame. */
  #isFocused = false;
  /** Whether the shopper has left the field or tried to pay, so that an unfinished value may be called a mistake. */
  #isTouched = false;

  constructor(kind: FrameKind, spec: FieldSpec, view: FieldView, events: FieldEvents) {
    this.kind = kind;
    this.#spec = spec;
    this.#view = view;
    this.#events = events;
    const { input } = view;
    input.addEventListener('input', (event) => this.#onInput(event));
    input.addEventListener('compositionend', () => this.#edit(''));
    input.addEventListener('focus', () => {
      this.#isFocused = true;
      this.#changed();
    });
    input.addEventListener('blur', () => this.#onBlur());
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) events.submitted();
    });
  }

  /** The raw value: digits, or the text trimmed. */
  value(): string {
    return this.#text.raw.trim();
  }

  /** Checks as if the shopper had finished, shows what is wrong, and answers it. */
  validate(): FieldProblem | null {
    this.#isTouched = true;
    this.#changed();
    return this.#problem();
  }

  setup({ label, placeholder, disabled, locale, messages, appearance }: FieldSetup): void {
    const { input } = this.#view;
    if (label !== undefined) input.setAttribute('aria-label', label);
    if (placeholder !== undefined) input.placeholder = placeholder;
    if (disabled !== undefined) input.disabled = disabled;
    if (locale !== undefined) document.documentElement.lang = locale;
    if (messages !== undefined) this.#messages = messages;
    if (appearance !== undefined) applyAppearance(appearance);
    this.#changed();
  }

  /** The number field's brand decides how long a security code is. */
  setBrand(brand: CardBrand | null): void {
    this.#brandOfNumber = brand;
    this.#changed();
  }

  focus(): void {
    this.#view.input.focus();
  }

  clear(): void {
    this.#text = EMPTY;
    this.#view.input.value = '';
    this.#isDirty = false;
    this.#isTouched = false;
    this.#changed();
  }

  get brand(): CardBrand | null {
    if (this.kind !== 'card-number' || this.#text.raw === '') return null;
    return brandRules(this.#text.raw).brand;
  }

  #onInput(event: InputEvent): void {
    if (!event.isComposing) this.#edit(event.inputType ?? '');
  }

  #edit(inputType: string): void {
    const { input } = this.#view;
    const caret = input.selectionStart ?? input.value.length;
    this.#text = editField(this.#spec, this.#text, { text: input.value, caret, inputType });
    this.#isDirty = true;
    if (input.value !== this.#text.text) {
      input.value = this.#text.text;
      // Moving the caret of an input that is not focused (autofill) would take the focus in some browsers.
      if (document.activeElement === input) input.setSelectionRange(this.#text.caret, this.#text.caret);
    }
    this.#changed();
  }

  #onBlur(): void {
    this.#isFocused = false;
    if (this.#text.raw !== '') this.#isTouched = true;
    this.#changed();
  }

  #code(): ProblemCode | null {
    return this.#spec.check(this.#text.raw, { now: new Date(), brand: this.#brandOfNumber });
  }

  #problem(): FieldProblem | null {
    const code = this.#code();
    return code === null ? null : { code, message: this.#messages[code] ?? FIELD_MESSAGES[code] };
  }

  /** While typing only what no further digit could mend is called a mistake; the rest waits until the field is left. */
  #shownProblem(): FieldProblem | null {
    const problem = this.#problem();
    if (problem === null) return null;
    const isHopeless = problem.code.endsWith('_invalid');
    const isNumeric = this.#spec.inputMode === 'numeric';
    return this.#isTouched || (isHopeless && isNumeric) ? problem : null;
  }

  #changed(): void {
    const error = this.#shownProblem();
    this.#view.showProblem(error);
    if (this.kind === 'card-number') this.#view.showBrand(this.brand);
    const isValid = this.#code() === null;
    this.#events.changed({
      kind: this.kind,
      focused: this.#isFocused,
      empty: this.#text.raw === '',
      dirty: this.#isDirty,
      complete: isValid,
      valid: isValid,
      error,
      brand: this.brand,
    });
  }
}
