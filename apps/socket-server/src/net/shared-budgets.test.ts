import type { SharedTally, Tallied } from '@fieldfare/access';
import { beforeEach, expect, it } from 'vitest';
import { createKeyedBudgets } from './keyed-budgets.ts';
import type { KeyedBudgets } from './keyed-budgets.ts';

const clock = { at: 0, now: () => new Date(clock.at) };
const tally = { windows: new Map<string, { points: number; endsAt: number }>(), isGone: false, add };
let here: KeyedBudgets;
let there: KeyedBudgets;

/** What Redis does, by the test's clock. */
async function add(key: string, points: number): Promise<Tallied> {
  if (tally.isGone) throw new Error('gone');
  let window = tally.windows.get(key);
  if (!window || window.endsAt <= clock.at) {
    tally.windows.set(key, (window = { points: 0, endsAt: clock.at + 60_000 }));
  }
  window.points += points;
  return { points: window.points, resetMs: window.endsAt - clock.at };
}

const server = () => createKeyedBudgets(60, clock, tally satisfies SharedTally);
const share = async () => {
  // Twice: the first hears only then what the second told.
  for (const budgets of [here, there, here, there]) await budgets.share();
};
const taken = (budgets: KeyedBudgets, messages = 1_000) => {
  const budget = budgets.of('a');
  return Array.from({ length: messages }, () => budget.take(clock.at)).filter(Boolean).length;
};

beforeEach(() => {
  clock.at = 0;
  tally.windows.clear();
  tally.isGone = false;
  here = server();
  there = server();
});

it('[LM12] takes out of a budget what another server has used of it', async () => {
  expect([taken(here, 40), taken(there, 5)]).toEqual([40, 5]);
  await share();
  expect(taken(there)).toBe(15);
  await share();
  expect(taken(here)).toBe(0);
});

it('[LM12] hears of what others use while a budget is nearly used up, though it uses no more of it', async () => {
  taken(here);
  await share();
  taken(there, 10);
  await share();
  clock.at += 60_000;
  expect(taken(here)).toBe(50);
});

it('[LM12] what two servers let through together too much is owed, and refilled before anything else', async () => {
  expect(taken(here) + taken(there)).toBe(120);
  await share();
  clock.at += 60_000;
  expect([taken(here), taken(there)]).toEqual([0, 0]);
  clock.at += 5_000;
  expect(taken(here)).toBe(5);
});

it('[LM12] a budget follows its session to a server that has never seen it', async () => {
  taken(here, 58);
  await here.share();
  clock.at += 1_000;
  there.of('a');
  await there.share();
  expect(taken(there)).toBe(3);
});

/** What two servers serve whom a client asks in turn, so many times a second. */
const servedInTurn = async (seconds: number, aSecond: number) => {
  let served = 0;
  for (let second = 0; second < seconds; second++) {
    served += taken(second % 2 === 0 ? here : there, aSecond);
    await share();
    clock.at += 1_000;
  }
  return served;
};

it('[LM12] two servers together never refuse an even use that one alone serves', async () => {
  expect(await servedInTurn(300, 1)).toBe(300);
});

it('[LM12] two servers together serve no more than one alone, but for what refills between two sharings', async () => {
  const served = await servedInTurn(150, 10);
  expect(served).toBeGreaterThanOrEqual(60 + 145);
  expect(served).toBeLessThanOrEqual(60 + 160);
});

it('[LM11] without the tally each counts by itself, and owes nothing for it when the tally is back', async () => {
  taken(here, 20);
  taken(there, 20);
  await share();
  tally.isGone = true;
  expect([taken(here, 10), taken(there, 10)]).toEqual([10, 10]);
  await share();
  tally.isGone = false;
  await share();
  expect([taken(here), taken(there)]).toEqual([30, 10]);
  await share();
  expect(taken(here)).toBe(0);
});

it('[LM12] keeps a debt until it is refilled, and nothing once it is', async () => {
  taken(here);
  taken(there);
  await share();
  clock.at += 60_000;
  await here.forgetWhole();
  expect([here.size(), taken(here)]).toEqual([1, 0]);
  clock.at += 60_000;
  await here.forgetWhole();
  expect(here.size()).toBe(0);
});

it('[LM12] tells what it used once, and nothing where nothing was used', async () => {
  taken(here, 7);
  await here.share();
  await here.share();
  expect(tally.windows.get('a')?.points).toBe(7);
  tally.windows.clear();
  await here.share();
  expect(tally.windows.size).toBe(0);
});
