import { expect, it } from 'vitest';
import { messagesFor } from './messages.ts';

const MESSAGES = {
  cvc_required: 'Code, please.',
  name_required: 'Name, please.',
  de: { cvc_required: 'Prüfnummer bitte.' },
  'de-CH': { cvc_required: 'Prüfnummer, merci.' },
};

it.each([
  ['en', 'Code, please.'],
  ['de', 'Prüfnummer bitte.'],
  ['de-AT', 'Prüfnummer bitte.'],
  ['de-CH', 'Prüfnummer, merci.'],
])('in %s the nearest language speaks, and what is for every language stays', (locale, cvc) => {
  expect(messagesFor(MESSAGES, locale)).toEqual({ cvc_required: cvc, name_required: 'Name, please.' });
});
