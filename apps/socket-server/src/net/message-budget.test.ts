import { expect, it } from 'vitest';
import { createMessageBudget } from './message-budget.ts';

it('[LM2] allows so many messages a minute and refills evenly', () => {
  const clock = { at: 0 };
  const budget = createMessageBudget(60, clock.at);
  const taken = () => Array.from({ length: 100 }, () => budget.take(clock.at)).filter(Boolean).length;
  expect(taken()).toBe(60);
  clock.at += 999;
  expect(taken()).toBe(0);
  clock.at += 1;
  expect(taken()).toBe(1);
  clock.at += 3_600_000;
  expect(taken()).toBe(60);
});

it('takes nothing for a clock that went backwards', () => {
  const clock = { at: 60_000 };
  const budget = createMessageBudget(1, clock.at);
  expect(budget.take(clock.at)).toBe(true);
  clock.at = 0;
  expect(budget.take(clock.at)).toBe(false);
});

it('[LM2] is owed what was sent too much, and serves again when that is refilled', () => {
  const budget = createMessageBudget(60, 0);
  budget.owe(90, 0);
  expect(budget.left(0)).toBe(-30);
  expect(budget.take(30_000)).toBe(false);
  expect(budget.take(31_000)).toBe(true);
});
