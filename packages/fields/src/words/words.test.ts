import { expect, it } from 'vitest';
import { Words } from './words.ts';

it('says what the page says first, then what the language says, then English', () => {
  const words = new Words();
  words.use('de', { cvc_required: 'Geben Sie die Prüfnummer ein.', 'card-cvc': 'Prüfnummer' });
  words.override({ cvc_required: 'Bitte die drei Ziffern.' });
  expect(words.say('cvc_required')).toBe('Bitte die drei Ziffern.');
  expect(words.say('card-cvc')).toBe('Prüfnummer');
  expect(words.say('name_required')).toBe('Enter the name on your card.');
});

it('puts values in as text, and nothing for a value that is not there', () => {
  const words = new Words();
  const say = (values: Record<string, string>) => words.say('ach_authorization', values);
  expect(say({ merchant: '<b>{amount}</b>', amount: '$1.00' })).toContain('<b>{amount}</b> to debit $1.00');
  expect(say({})).toContain('authorize  to debit');
});

it('falls back to what it is given for a code that no language knows, and not to what every object has', () => {
  expect(new Words().say('constructor', {}, 'The server’s own sentence.')).toBe('The server’s own sentence.');
});

it.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['de', 'ltr'],
  ['arn', 'ltr'],
])('%s is read %s', (locale, direction) => {
  const words = new Words();
  words.use(locale, {});
  expect(words.direction).toBe(direction);
});
