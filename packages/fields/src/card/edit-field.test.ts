import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editField } from './edit-field.ts';
import type { FieldText } from './edit-field.ts';
import { expirySpec } from '../kinds/expiry-spec.ts';
import type { FieldSpec } from '../kinds/field-spec.ts';
import { nameSpec } from '../kinds/name-spec.ts';
import { numberSpec } from '../kinds/number-spec.ts';

const EMPTY: FieldText = { raw: '', text: '', caret: 0 };

/** A person at a keyboard: what the browser does to the text, then what the field makes of it. */
function typeInto(spec: FieldSpec, field: FieldText, text: string): FieldText {
  return Array.from(text).reduce((now, character) => {
    const edited = now.text.slice(0, now.caret) + character + now.text.slice(now.caret);
    return editField(spec, now, { text: edited, caret: now.caret + 1, inputType: 'insertText' });
  }, field);
}

function backspace(spec: FieldSpec, now: FieldText): FieldText {
  if (now.caret === 0) return now;
  const text = now.text.slice(0, now.caret - 1) + now.text.slice(now.caret);
  return editField(spec, now, { text, caret: now.caret - 1, inputType: 'deleteContentBackward' });
}

function deleteForward(spec: FieldSpec, now: FieldText): FieldText {
  const text = now.text.slice(0, now.caret) + now.text.slice(now.caret + 1);
  return editField(spec, now, { text, caret: now.caret, inputType: 'deleteContentForward' });
}

const at = (field: FieldText, caret: number): FieldText => ({ ...field, caret });
/** The text with the caret shown as a bar. */
const shown = ({ text, caret }: FieldText): string => `${text.slice(0, caret)}|${text.slice(caret)}`;

describe('editing a card number', () => {
  const full = typeInto(numberSpec, EMPTY, '4242424242424242');

  it('groups by brand as it is typed, the caret at the end', () => {
    expect(shown(full)).toBe('4242 4242 4242 4242|');
    expect(shown(typeInto(numberSpec, EMPTY, '378282246310005'))).toBe('3782 822463 10005|');
  });

  it('keeps the caret behind the digit that was typed in the middle', () => {
    const short = typeInto(numberSpec, EMPTY, '42424242');
    expect(shown(typeInto(numberSpec, at(short, 2), '9'))).toBe('429|4 2424 2');
  });

  it('deletes the digit where only the space could go', () => {
    expect(shown(backspace(numberSpec, at(full, 5)))).toBe('424|4 2424 2424 242');
    expect(shown(deleteForward(numberSpec, at(full, 4)))).toBe('4242| 2424 2424 242');
  });

  it('takes a paste with spaces, dashes, letters and full-width digits, and cuts what is too long', () => {
    const paste = (text: string) =>
      editField(numberSpec, EMPTY, { text, caret: text.length, inputType: 'insertFromPaste' });
    expect(paste(' 4242-4242 4242.4242\n').text).toBe('4242 4242 4242 4242');
    expect(paste('card: ４２４２ 4242').text).toBe('4242 4242');
    expect(paste('5555555555554444999').raw).toBe('5555555555554444');
    expect(paste('no digits at all').text).toBe('');
  });

  it('changes nothing when a digit is typed into a full number', () => {
    const mastercard = typeInto(numberSpec, EMPTY, '5555555555554444');
    expect(shown(typeInto(numberSpec, at(mastercard, 2), '7'))).toBe('55|55 5555 5555 4444');
  });

  it('ends with the digits that were typed, wherever gaps come and go', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,19}$/), (digits) => {
        const typed = typeInto(numberSpec, EMPTY, digits);
        expect(digits.startsWith(typed.raw)).toBe(true);
        expect(typed.text.replaceAll(' ', '')).toBe(typed.raw);
        expect(typed.caret).toBe(typed.text.length);
      }),
      { seed: 20_261_101 },
    );
  });

  it('never loses the caret: deleting back from anywhere takes exactly one digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,16}$/), fc.nat(), (digits, place) => {
        const typed = typeInto(numberSpec, EMPTY, digits);
        const field = at(typed, 1 + (place % typed.text.length));
        expect(backspace(numberSpec, field).raw.length).toBe(typed.raw.length - 1);
      }),
      { seed: 20_261_101 },
    );
  });
});

describe('editing an expiration date', () => {
  it.each([
    ['1234', '12 / 34|'],
    ['12/34', '12 / 34|'],
    ['5', '05|'],
    ['527', '05 / 27|'],
    ['1/27', '01 / 27|'],
    ['12/2034', '12 / 34|'],
  ])('typed %s reads %s', (typed, expected) => {
    expect(shown(typeInto(expirySpec, EMPTY, typed))).toBe(expected);
  });

  it('can be deleted to nothing from the end', () => {
    let field = typeInto(expirySpec, EMPTY, '1234');
    for (let presses = 0; presses < 4; presses++) field = backspace(expirySpec, field);
    expect(field).toEqual(EMPTY);
  });

  it.each(['12/34', '12 / 34', '12/2034', '2034-12', '12-34', '1234', '122034'])(
    'takes %s from a browser or a password manager',
    (text) => {
      expect(editField(expirySpec, EMPTY, { text, caret: text.length, inputType: '' }).raw).toBe('1234');
    },
  );
});

describe('editing a name', () => {
  it('leaves text and caret alone', () => {
    const field = typeInto(nameSpec, EMPTY, 'Ann  Lee');
    expect(shown(typeInto(nameSpec, at(field, 3), 'a'))).toBe('Anna|  Lee');
  });
});
