import { SEND_WITHIN_MS } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type pg from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { createSandboxBooks } from './sandbox-books.ts';

const TIMEOUT_MS = 2_500;

afterEach(() => {
  vi.useRealTimers();
});

/** Connections that all hang until their callers give up; how old what they were sent was then, in milliseconds. */
function hangingPool() {
  const ages: number[] = [];
  const query = ({ values: [items] }: { values: [string] }) => {
    for (const { now } of JSON.parse(items) as { now: string }[]) ages.push(Date.now() - Date.parse(now));
    return new Promise((_, reject) => {
      setTimeout(() => reject(new Error('timeout')), TIMEOUT_MS);
    });
  };
  return { pool: { query } as unknown as pg.Pool, ages };
}

it('sends nothing that reconciliation may be about to believe absent, where sixteen batches and all behind them hang', async () => {
  vi.useFakeTimers();
  const { pool, ages } = hangingPool();
  const books = createSandboxBooks(pool, new Map());
  const authorize = () =>
    books.authorize({
      attemptId: newId('attempt'),
      reference: 'ref',
      cardHash: Buffer.alloc(32),
      lastFour: '4242',
      amountMinor: 100,
      currency: 'USD',
      outcome: 'authorized',
      declineCode: null,
      expiresAt: new Date(),
      now: new Date(),
    });
  const asked: Promise<unknown>[] = [];
  for (let second = 0; second < 10; second++) {
    for (let count = 0; count < 300; count++) asked.push(authorize().catch(() => null));
    await vi.advanceTimersByTimeAsync(1_000);
  }
  await vi.advanceTimersByTimeAsync(60_000);
  expect(new Set(await Promise.all(asked))).toEqual(new Set([null]));
  expect(ages.length).toBeGreaterThan(300);
  expect(Math.max(...ages)).toBeLessThanOrEqual(SEND_WITHIN_MS);
});
