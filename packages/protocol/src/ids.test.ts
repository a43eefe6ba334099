import { expect, it } from 'vitest';
import { newId, timeOfId } from './ids.ts';

it('an id tells when it was made', () => {
  const now = new Date('2026-11-28T12:00:00.123Z');
  expect(timeOfId(newId('attempt', now))).toEqual(now);
});

it('what is no id tells nothing', () => {
  expect(() => timeOfId('att_short')).toThrow(RangeError);
});
