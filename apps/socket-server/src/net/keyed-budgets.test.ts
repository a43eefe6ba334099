import { beforeEach, expect, it } from 'vitest';
import { createKeyedBudgets } from './keyed-budgets.ts';
import type { MessageBudget } from './message-budget.ts';

const clock = { at: 0, now: () => new Date(clock.at) };
const takenOf = (budget: Pick<MessageBudget, 'take'>, messages = 100) =>
  Array.from({ length: messages }, () => budget.take(clock.at)).filter(Boolean).length;

beforeEach(() => {
  clock.at = 0;
});

it('[LM4] shares a budget among all who have its key, and none with another', () => {
  const budgets = createKeyedBudgets(60, clock);
  expect([takenOf(budgets.of('a')), takenOf(budgets.of('a')), takenOf(budgets.of('b'))]).toEqual([60, 0, 60]);
});

it('[LM4] forgets a key only when that changes nothing', async () => {
  const budgets = createKeyedBudgets(60, clock);
  const held = budgets.of('a');
  takenOf(held);
  clock.at = 59_999;
  await budgets.forgetWhole();
  expect([budgets.size(), takenOf(budgets.of('a'))]).toEqual([1, 59]);
  clock.at += 60_000;
  await budgets.forgetWhole();
  expect(budgets.size()).toBe(0);
  expect(takenOf(held)).toBe(60);
});
