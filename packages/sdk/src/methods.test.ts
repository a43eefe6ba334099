import { expect, it } from 'vitest';
import { methodOf } from './methods.ts';

it.each([
  ['card', 'card'],
  ['card-number', 'card'],
  ['card-exp-month', 'card'],
  ['card-cvc', 'card'],
  ['account-type', 'ach'],
  ['routing-number', 'ach'],
  ['card-name', null],
  ['card-postal-code', null],
  ['address-city', null],
] as const)('%s is of method %s', (kind, method) => {
  expect(methodOf(kind)).toBe(method);
});
