import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { alwaysAnswers } from './always-answers.ts';

const WITHIN_MS = 21_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An SDK of whose calls this adapter has never heard. */
class Gateway {
  #answer = 'done';
  answered = async (...args: unknown[]) => [this.#answer, ...args];
  told = (_choose: unknown, callback: (error: unknown, found: unknown) => void) => callback(null, this.#answer);
  silent(): Promise<unknown> {
    return new Promise(() => undefined);
  }
  silentBack(_choose: unknown, _callback: unknown): void {}
}
const sdk = () => alwaysAnswers({ refunds: new Gateway() }, WITHIN_MS).refunds;

it('passes on what the SDK answers, either way, and leaves no timer behind', async () => {
  expect(await sdk().answered(1, 2)).toEqual(['done', 1, 2]);
  const found = await new Promise((resolve) => sdk().told(null, (_error, answer) => resolve(answer)));
  expect(found).toBe('done');
  expect(vi.getTimerCount()).toBe(0);
});

it('ends every call that the SDK leaves open with an error, of whatever name', async () => {
  const failures: unknown[] = [];
  sdk()
    .silent()
    .catch((error: unknown) => failures.push(error));
  sdk().silentBack(null, (error: unknown) => failures.push(error));
  await vi.advanceTimersByTimeAsync(WITHIN_MS - 1);
  expect(failures).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  const unanswered = new Error('The SDK has not ended its call.');
  expect(failures).toEqual([unanswered, unanswered]);
});
