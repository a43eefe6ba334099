// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { FieldState, FrameKind } from '@fieldfare/protocol';
import { Words } from '../words/words.ts';
import { createFrameField } from './frame-field.ts';

let states: FieldState[] = [];
let submits = 0;

function mount(kind: FrameKind) {
  const words = new Words();
  const field = createFrameField(kind, words, { changed: (state) => states.push(state), submitted: () => submits++ });
  const input = document.querySelector<HTMLInputElement>('input, select');
  if (field === null || input === null) throw new Error(kind);
  const enter = (text: string, into = input, inputType = 'insertFromPaste'): void => {
    into.value = text;
    if (into instanceof HTMLInputElement) into.setSelectionRange(text.length, text.length);
    into.dispatchEvent(new InputEvent('input', { inputType }));
  };
  return { field, input, words, enter, heard: () => document.querySelector('[aria-live=polite]')?.textContent };
}

beforeEach(() => {
  states = [];
  submits = 0;
});

describe('a field', () => {
  it.each([
    ['card-number', 'Card number', 'cc-number', 'numeric'],
    ['card-exp', 'Expiration date', 'cc-exp', 'numeric'],
    ['card-cvc', 'Security code', 'cc-csc', 'numeric'],
    ['card-name', 'Name on card', 'cc-name', 'text'],
    ['card-postal-code', 'Postal code', 'billing postal-code', 'text'],
    ['card-exp-month', 'Expiration month', 'cc-exp-month', 'numeric'],
    ['card-exp-year', 'Expiration year', 'cc-exp-year', 'numeric'],
    ['address-line1', 'Address', 'billing address-line1', 'text'],
    ['address-city', 'City', 'billing address-level2', 'text'],
    ['account-name', 'Account holder name', 'name', 'text'],
    ['routing-number', 'Routing number', 'off', 'numeric'],
    ['account-number', 'Account number', 'off', 'numeric'],
  ] as const)(
    '%s is labelled and hinted for people, keyboards and autofill',
    (kind, label, autocomplete, inputMode) => {
      const { input } = mount(kind);
      expect(input.getAttribute('aria-label')).toBe(label);
      expect(input.getAttribute('autocomplete')).toBe(autocomplete);
      expect(input.inputMode).toBe(inputMode);
      expect(document.querySelectorAll('input, button, [tabindex]')).toHaveLength(1);
    },
  );

  it('tells the page what it may know, and never the value', () => {
    const { enter, field } = mount('card-number');
    enter('4242424242424242');
    expect(states.at(-1)).toEqual({
      kind: 'card-number',
      focused: false,
      empty: false,
      dirty: true,
      complete: true,
      valid: true,
      error: null,
      brand: 'visa',
    });
    expect(JSON.stringify(states)).not.toMatch(/4242/);
    expect(field.value()).toBe('4242424242424242');
  });

  it('keeps an unfinished value to itself until the field is left, then says once what is wrong', () => {
    const { enter, input, heard } = mount('card-number');
    enter('4242');
    expect(states.at(-1)?.error).toBeNull();
    input.dispatchEvent(new FocusEvent('blur'));
    expect(states.at(-1)?.error?.code).toBe('number_incomplete');
    expect(heard()).toBe('Your card number is incomplete.');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.querySelector(`#${input.getAttribute('aria-describedby')}`)?.textContent).toBe(heard());
    enter('4242424242424242');
    expect(heard()).toBe('');
    expect(input.getAttribute('aria-invalid')).toBe('false');
  });

  it('calls a mistyped full number a mistake at once', () => {
    const { enter } = mount('card-number');
    enter('4242424242424241');
    expect(states.at(-1)?.error?.code).toBe('number_invalid');
  });

  it('validates an untouched field when the shopper pays', () => {
    const { field } = mount('card-cvc');
    expect(field.validate()).toEqual({ code: 'cvc_required', message: 'Enter the security code.' });
    expect(states.at(-1)?.error?.code).toBe('cvc_required');
  });

  it('takes label and placeholder from the page, and every sentence from its words', () => {
    const { field, input, words } = mount('card-cvc');
    words.use('de', { cvc_required: 'Geben Sie die Prüfnummer ein.', 'card-cvc': 'Prüfnummer' });
    field.setup({});
    expect(input.getAttribute('aria-label')).toBe('Prüfnummer');
    expect(field.validate()?.message).toBe('Geben Sie die Prüfnummer ein.');
    words.override({ cvc_required: 'Bitte Prüfziffer eingeben.' });
    field.setup({ label: 'Prüfziffer', placeholder: '000' });
    expect(field.validate()?.message).toBe('Bitte Prüfziffer eingeben.');
    expect(input.getAttribute('aria-label')).toBe('Prüfziffer');
    expect(input.placeholder).toBe('000');
  });

  it('shows dots where the page asks it to', () => {
    const { field, input } = mount('card-cvc');
    field.setup({ masked: true });
    expect(input.className).toBe('masked');
    field.setup({ masked: false });
    expect(input.className).toBe('');
  });

  it('goes back and forth through what was typed, formatted as it was', () => {
    const { enter, input } = mount('card-number');
    const press = (key: string, shiftKey = false) =>
      input.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey, cancelable: true }));
    for (const text of ['4', '42', '424', '4242', '4242 4']) enter(text, input, 'insertText');
    enter('5555555555554444');
    press('z');
    expect(input.value).toBe('4242 4');
    press('z');
    expect(input.value).toBe('');
    press('z');
    press('z', true);
    expect(input.value).toBe('4242 4');
    press('y');
    expect(input.value).toBe('5555 5555 5555 4444');
  });

  it('leaves a word alone while it is being composed, and formats it afterwards', () => {
    const { input } = mount('card-number');
    input.value = '４２４２４';
    input.dispatchEvent(new InputEvent('input', { inputType: 'insertCompositionText', isComposing: true }));
    expect(input.value).toBe('４２４２４');
    input.dispatchEvent(new CompositionEvent('compositionend'));
    expect(input.value).toBe('4242 4');
  });

  it('lets the holder of a co-badged card choose its brand, and nobody else', () => {
    const { enter, field } = mount('card-number');
    const choice = () => document.querySelector<HTMLSelectElement>('select');
    enter('4242424242424242');
    expect(choice()).toBeNull();
    enter('4000002500001001');
    expect(choice()?.getAttribute('aria-label')).toBe('Card brand');
    expect(Array.from(choice()?.options ?? [], ({ value }) => value)).toEqual(['visa', 'cartes-bancaires']);
    expect(field.value()).toBe('4000002500001001');
    if (choice() !== null) Object.assign(choice() ?? {}, { value: 'cartes-bancaires' });
    choice()?.dispatchEvent(new Event('change'));
    expect(states.at(-1)?.brand).toBe('cartes-bancaires');
    expect(field.value()).toBe('4000002500001001 cartes-bancaires');
    enter('4242424242424242');
    expect(choice()).toBeNull();
    expect(field.value()).toBe('4242424242424242');
  });

  it('names the bank beside its routing number, to those who listen as well', () => {
    const { enter, input } = mount('routing-number');
    enter('110000000');
    expect(document.querySelector(`#${input.getAttribute('aria-describedby')}`)?.textContent).toBe('Sandbox Bank');
    enter('11000000');
    expect(input.hasAttribute('aria-describedby')).toBe(false);
  });

  it('lets an account type be chosen, in the words of the language', () => {
    const { field, enter, words } = mount('account-type');
    const choices = () => Array.from(document.querySelectorAll('option'), ({ text }) => text);
    expect(choices()).toEqual(['', 'Checking', 'Savings']);
    enter('savings');
    words.use('es', { savings: 'Ahorros' });
    field.setup({});
    expect(choices()).toEqual(['', 'Checking', 'Ahorros']);
    expect(field.value()).toBe('savings');
  });

  it('submits on Enter, but not while a word is being composed', () => {
    const { input } = mount('card-name');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true }));
    expect(submits).toBe(0);
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(submits).toBe(1);
  });

  it('is as new after being cleared', () => {
    const { enter, field, input } = mount('card-number');
    enter('4242');
    field.clear();
    expect(input.value).toBe('');
    expect(states.at(-1)).toMatchObject({ empty: true, dirty: false, error: null, brand: null });
  });
});

describe('a combined card', () => {
  function card() {
    const mounted = mount('card');
    const inputs = [...document.querySelectorAll('input')];
    return { ...mounted, inputs, type: (index: number, text: string) => mounted.enter(text, inputs[index]) };
  }

  it('has three labelled parts, and tells the page of them as of one field', () => {
    const { inputs, type } = card();
    expect(inputs.map((input) => input.getAttribute('aria-label'))).toEqual([
      'Card number',
      'Expiration date',
      'Security code',
    ]);
    type(0, '378282246310005');
    expect(states.at(-1)).toMatchObject({ kind: 'card', empty: false, complete: false, brand: 'american-express' });
    type(1, '1234');
    type(2, '1234');
    expect(states.at(-1)).toMatchObject({ kind: 'card', complete: true, valid: true, error: null });
    expect(JSON.stringify(states)).not.toMatch(/3782|1234/);
  });

  it('lets its own number decide how long its security code is', () => {
    const { field, type } = card();
    type(0, '4242424242424242');
    type(1, '1234');
    type(2, '1234');
    expect(field.validate()?.code).toBe('cvc_incomplete');
  });

  it('puts the focus into the part that is wrong', () => {
    const { field, inputs, type } = card();
    type(0, '4242424242424242');
    expect(field.validate()?.code).toBe('expiry_required');
    field.focus();
    expect(document.activeElement).toBe(inputs[1]);
  });

  it('moves on by itself only where the page asks it to', () => {
    const { field, inputs, type } = card();
    field.setup({});
    inputs[0]?.focus();
    type(0, '4242424242424242');
    expect(document.activeElement).toBe(inputs[0]);
    field.setup({ autoAdvance: true });
    field.clear();
    type(0, '4242424242424242');
    expect(document.activeElement).toBe(inputs[1]);
  });
});
