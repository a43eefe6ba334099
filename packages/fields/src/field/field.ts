import { coBadgeOf } from '@fieldfare/protocol/constants';
import type { CardBrand, FieldKind, FieldProblem, FieldSetup, FieldState } from '@fieldfare/protocol';
import { brandRules } from '../card/card-brand.ts';
import { editField } from '../card/edit-field.ts';
import type { FieldText } from '../card/edit-field.ts';
import { serverNow } from '../crypto/server-clock.ts';
import { bankName } from '../kinds/bank-name.ts';
import type { FieldSpec } from '../kinds/field-spec.ts';
import type { WordCode } from '../words/english.ts';
import type { Words } from '../words/words.ts';
import { EditHistory } from './edit-history.ts';
import type { FieldView } from './field-view.ts';

export interface FieldEvents {
  changed(state: FieldState): void;
  submitted(): void;
}

const EMPTY: FieldText = { raw: '', text: '', caret: 0 };

/** One live field: its value, what is wrong with it, and how both are shown. The value leaves it only through `value()`. */
export class Field {
  readonly kind: FieldKind;
  readonly #spec: FieldSpec;
  readonly #view: FieldView;
  readonly #words: Words;
  readonly #events: FieldEvents;
  readonly #history = new EditHistory();
  #text = EMPTY;
  #setup: FieldSetup = {};
  #brandOfNumber: CardBrand | null = null;
  #country = '';
  /** The brand that the holder of a co-badged card chose. */
  #chosenBrand: CardBrand | null = null;
  #isDirty = false;
  /** Not `activeElement`, which stays when the focus leaves the whole frame. */
  #isFocused = false;
  /** Whether the shopper has left the field or tried to pay, so that an unfinished value may be called a mistake. */
  #isTouched = false;

  constructor(kind: FieldKind, spec: FieldSpec, view: FieldView, words: Words, events: FieldEvents) {
    this.kind = kind;
    this.#spec = spec;
    this.#view = view;
    this.#words = words;
    this.#events = events;
    this.#listen(view.control);
    view.showWords(words, {});
  }

  /** The raw value: digits, or the text trimmed; behind a co-badged card's number the brand that was chosen. */
  value(): string {
    const chosen = this.#coBadge() === null ? null : this.#chosenBrand;
    return chosen === null ? this.#text.raw.trim() : `${this.#text.raw} ${chosen}`;
  }

  /** Checks as if the shopper had finished, shows what is wrong, and answers it. */
  validate(): FieldProblem | null {
    this.#isTouched = true;
    this.#changed();
    return this.#problem();
  }

  /** Takes what the page says about the field, in place of all that it said before. */
  setup(setup: FieldSetup): void {
    this.#setup = setup;
    const { label, placeholder, disabled = false, masked = false } = this.#setup;
    this.#view.showWords(this.#words, { label, placeholder });
    this.#view.control.disabled = disabled;
    this.#view.control.classList.toggle('masked', masked);
    this.#changed();
  }

  /** The number field's brand decides how long a security code is. */
  setBrand(brand: CardBrand | null): void {
    this.#brandOfNumber = brand;
    this.#changed();
  }

  /** The country field's country decides how a postal code reads. */
  setCountry(country: string): void {
    this.#country = country;
    this.#changed();
  }

  focus(): void {
    this.#view.control.focus();
  }

  clear(): void {
    this.#isDirty = false;
    this.#isTouched = false;
    this.#history.clear();
    this.#show(EMPTY);
  }

  get brand(): CardBrand | null {
    if (this.kind !== 'card-number' || this.#text.raw === '') return null;
    if (this.#chosenBrand !== null && this.#coBadge() !== null) return this.#chosenBrand;
    return brandRules(this.#text.raw).brand;
  }

  #coBadge(): CardBrand | null {
    return this.kind === 'card-number' ? coBadgeOf(this.#text.raw) : null;
  }

  #showBrands(): void {
    const other = this.#coBadge();
    this.#view.showBrand(this.brand);
    const brands = other === null ? [] : [brandRules(this.#text.raw).brand, other];
    if (other === null) this.#chosenBrand = null;
    this.#view.offerBrands(brands, this.#words.say('brand'), (brand) => {
      this.#chosenBrand = brand;
      this.#changed();
    });
  }

  get state(): FieldState {
    const isValid = this.#code() === null;
    return {
      kind: this.kind,
      focused: this.#isFocused,
      empty: this.#text.raw === '',
      dirty: this.#isDirty,
      complete: isValid,
      valid: isValid,
      error: this.#shownProblem(),
      brand: this.brand,
    };
  }

  #listen(control: FieldView['control']): void {
    control.addEventListener('input', (event) => this.#onInput(event));
    control.addEventListener('compositionend', () => this.#edit(''));
    control.addEventListener('beforeinput', (event) => {
      const { inputType } = event as InputEvent;
      if (inputType.startsWith('history')) this.#travel(event, inputType === 'historyUndo');
    });
    control.addEventListener('focus', () => {
      this.#isFocused = true;
      this.#changed();
    });
    control.addEventListener('blur', () => this.#onBlur());
    control.addEventListener('keydown', (event) => this.#onKey(event as KeyboardEvent));
  }

  #onKey(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (event.key === 'Enter' && !event.isComposing) this.#events.submitted();
    else if (isCommand && key === 'z') this.#travel(event, !event.shiftKey);
    else if (isCommand && key === 'y') this.#travel(event, false);
  }

  #travel(event: Event, isBack: boolean): void {
    event.preventDefault();
    const text = isBack ? this.#history.undo(this.#text) : this.#history.redo(this.#text);
    if (text !== null) this.#show(text);
  }

  #onInput(event: Event): void {
    // A choice from a list, and autofill in some browsers, is a plain event without these.
    const { isComposing, inputType } = event as Partial<InputEvent>;
    if (isComposing !== true) this.#edit(inputType ?? '');
  }

  #edit(inputType: string): void {
    const { control } = this.#view;
    const before = this.#text;
    const caret = control instanceof HTMLInputElement ? control.selectionStart : null;
    const edit = { text: control.value, caret: caret ?? control.value.length, inputType };
    const after = editField(this.#spec, before, edit);
    if (after.raw !== before.raw) this.#history.record(before, inputType);
    this.#isDirty = true;
    this.#show(after);
  }

  #show(text: FieldText): void {
    const { control } = this.#view;
    this.#text = text;
    if (control.value !== text.text) {
      control.value = text.text;
      // Moving the caret of an input that is not focused (autofill) would take the focus in some browsers.
      if (control instanceof HTMLInputElement && document.activeElement === control)
        control.setSelectionRange(text.caret, text.caret);
    }
    this.#changed();
  }

  #onBlur(): void {
    this.#isFocused = false;
    if (this.#text.raw !== '') this.#isTouched = true;
    this.#changed();
  }

  #code(): WordCode | null {
    const country = this.#setup.country ?? this.#country;
    return this.#spec.check(this.#text.raw, { now: serverNow(), brand: this.#brandOfNumber, country });
  }

  #problem(): FieldProblem | null {
    const code = this.#code();
    return code === null ? null : { code, message: this.#words.say(code) };
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
    const { state } = this;
    this.#view.showProblem(state.error);
    this.#view.showFilled(!state.empty);
    if (this.kind === 'card-number') this.#showBrands();
    if (this.kind === 'routing-number') this.#view.showHint(bankName(this.#text.raw));
    this.#events.changed(state);
  }
}
