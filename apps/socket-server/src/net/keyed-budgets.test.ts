import { expect, it } from 'vitest';
import { createKeyedBudgets } from './keyed-budgets.ts';

const takenOf = (budget: { take(): boolean }) =>
  Array.from({ length: 100 }, () => budget.take()).filter(Boolean).length;

it('[LM4] shares a budget among all who have its key, and none with another', () => {
  const clock = { at: 0, now: () => new Date(clock.at) };
  const budgets = createKeyedBudgets(60, clock);
  expect([takenOf(budgets.of('a')), takenOf(budgets.of('a')), takenOf(budgets.of('b'))]).toEqual([60, 0, 60]);
});

it('[LM4] forgets a key only when that changes nothing', () => {
  const clock = { at: 0, now: () => new Date(clock.at) };
  const budgets = createKeyedBudgets(60, clock);
  const held = budgets.of('a');
  takenOf(held);
  clock.at = 59_999;
  budgets.forgetIdle();
  expect([budgets.size(), takenOf(budgets.of('a'))]).toEqual([1, 59]);
  clock.at += 60_000;
  budgets.forgetIdle();
  expect(budgets.size()).toBe(0);
  expect(takenOf(held)).toBe(60);
});
