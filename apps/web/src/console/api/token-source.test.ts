import type { ConsoleTokenAnswer } from '@fieldfare/protocol';
import { expect, test, vi } from 'vitest';
import { createTokenSource, SignedOutError } from './token-source.ts';

function setUp() {
  let time = 0;
  let made = 0;
  const fetchToken = vi.fn<() => Promise<ConsoleTokenAnswer>>(
    async () => ({ token: `t${++made}` }) as ConsoleTokenAnswer,
  );
  const onAnswer = vi.fn<(answer: ConsoleTokenAnswer) => void>();
  const source = createTokenSource({ fetchToken, now: () => time, onAnswer });
  return { source, fetchToken, onAnswer, advance: (ms: number) => (time += ms) };
}

test('keeps a token until shortly before its five minutes are over', async () => {
  const { source, advance } = setUp();
  expect((await source.get()).token).toBe('t1');
  advance(4 * 60_000);
  expect((await source.get()).token).toBe('t1');
  advance(20_000);
  expect((await source.get()).token).toBe('t2');
});

test('asks once where many want a token at the same moment', async () => {
  const { source, fetchToken } = setUp();
  await Promise.all([source.get(), source.get({ isFresh: true }), source.get()]);
  expect(fetchToken).toHaveBeenCalledTimes(1);
});

test('a fresh token is asked for although the old one would do, and everybody hears of it', async () => {
  const { source, onAnswer } = setUp();
  await source.get();
  expect((await source.get({ isFresh: true })).token).toBe('t2');
  expect(onAnswer).toHaveBeenCalledTimes(2);
});

test('a failure is not kept: the next call asks again', async () => {
  const fetchToken = vi
    .fn<() => Promise<ConsoleTokenAnswer>>()
    .mockRejectedValueOnce(new SignedOutError())
    .mockResolvedValueOnce({ token: 't' } as ConsoleTokenAnswer);
  const source = createTokenSource({ fetchToken, now: () => 0 });
  await expect(source.get()).rejects.toThrow(SignedOutError);
  expect((await source.get()).token).toBe('t');
});
