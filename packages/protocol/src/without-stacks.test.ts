import { expect, it } from 'vitest';
import { withoutStacks } from './without-stacks.ts';

const framesOf = (error: Error) => error.stack?.split('\n').slice(1) ?? [];

it('makes errors without stacks while it works, and with stacks before and after', () => {
  expect(framesOf(new Error('before'))).not.toEqual([]);
  expect(withoutStacks(() => framesOf(new Error('during')))).toEqual([]);
  expect(framesOf(new Error('after'))).not.toEqual([]);
});

it('lets through what was thrown, and gives stacks back then, too', () => {
  expect(() =>
    withoutStacks(() => {
      throw new TypeError('bad key');
    }),
  ).toThrow('bad key');
  expect(framesOf(new Error('after'))).not.toEqual([]);
});
