// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { FieldState, FrameKind } from '@fieldfare/protocol';
import { fieldSpec } from '../card/field-spec.ts';
import { createFieldView } from './field-view.ts';
import { Field } from './field.ts';

let states: FieldState[] = [];
let submits = 0;

function mount(kind: FrameKind) {
  const spec = fieldSpec(kind);
  if (spec === undefined) throw new Error(kind);
  const view = createFieldView(kind, spec);
  const field = new Field(kind, spec, view, { changed: (state) => states.push(state), submitted: () => submits++ });
  const enter = (text: string): void => {
    view.input.value = text;
    view.input.setSelectionRange(text.length, text.length);
    view.input.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste' }));
  };
  return { field, input: view.input, enter, heard: () => document.querySelector('[aria-live=polite]')?.textContent };
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

  it('lets the page override sentences by code, and label and placeholder', () => {
    const { field, input } = mount('card-cvc');
    field.setup({
      label: 'Prüfziffer',
      placeholder: '000',
      locale: 'de',
      messages: { cvc_required: 'Bitte Prüfziffer eingeben.' },
    });
    expect(field.validate()?.message).toBe('Bitte Prüfziffer eingeben.');
    expect(input.getAttribute('aria-label')).toBe('Prüfziffer');
    expect(document.documentElement.lang).toBe('de');
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
