import { expect, test } from 'vitest';
import { nextEnd, stillSaid } from './still-said.ts';

const broadcast = (id: string, endsAt: string) => ({ id, severity: 'info' as const, message: id, ends_at: endsAt });
const said = [broadcast('late', '2026-11-28T14:00:00.000Z'), broadcast('soon', '2026-11-28T12:30:00.000Z')];

test('is over at its end, and not before', () => {
  const at = (time: string) => stillSaid(said, Date.parse(time)).map(({ id }) => id);
  expect(at('2026-11-28T12:29:59.999Z')).toEqual(['late', 'soon']);
  expect(at('2026-11-28T12:30:00.000Z')).toEqual(['late']);
  expect(at('2026-11-28T14:00:00.000Z')).toEqual([]);
});

test('the next end is that of whatever ends first', () => {
  expect(nextEnd(said)).toBe(Date.parse('2026-11-28T12:30:00.000Z'));
  expect(nextEnd([])).toBeNull();
});
