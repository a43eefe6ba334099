import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { clientNetwork } from './client-network.ts';
import { createMemoryLimiter } from './create-memory-limiter.ts';
import { giveAttemptBack, takeAttempt } from './take-attempt.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createMemoryLimiter', () => {
  it('allows so many attempts a window and key, then says how long to wait', async () => {
    const limiter = createMemoryLimiter({ points: 2, windowMs: 60_000 });
    expect(await limiter.take('a')).toEqual({ isAllowed: true, remaining: 1, resetMs: 60_000 });
    expect(await limiter.take('a')).toEqual({ isAllowed: true, remaining: 0, resetMs: 60_000 });
    vi.advanceTimersByTime(20_000);
    expect(await limiter.take('a')).toEqual({ isAllowed: false, retryAfterMs: 40_000 });
    expect(await limiter.take('b')).toMatchObject({ isAllowed: true });
    vi.advanceTimersByTime(40_000);
    expect(await limiter.take('a')).toMatchObject({ isAllowed: true });
  });

  it('refuses a key for as long as it locks, from the failure that spent its share', async () => {
    const limiter = createMemoryLimiter({ points: 2, windowMs: 60_000, lockMs: 300_000 });
    await limiter.take('a');
    await limiter.fail('a');
    vi.advanceTimersByTime(59_000);
    await limiter.take('a');
    await limiter.fail('a');
    vi.advanceTimersByTime(299_000);
    expect(await limiter.take('a')).toEqual({ isAllowed: false, retryAfterMs: 1_000 });
    vi.advanceTimersByTime(1_000);
    expect(await limiter.take('a')).toMatchObject({ isAllowed: true });
  });

  it('does not count what was given back', async () => {
    const limiter = createMemoryLimiter({ points: 1, windowMs: 60_000 });
    for (let i = 0; i < 5; i++) {
      expect(await limiter.take('a')).toMatchObject({ isAllowed: true });
      await limiter.giveBack('a');
    }
  });
});

describe('takeAttempt', () => {
  it('refuses when any of the keys has had its share', async () => {
    const network = { limiter: createMemoryLimiter({ points: 100, windowMs: 60_000 }), key: '192.0.2.1' };
    const email = { limiter: createMemoryLimiter({ points: 1, windowMs: 60_000 }), key: 'a@demo.test' };
    await takeAttempt([network, email]);
    const failure = await failureOf(takeAttempt([network, email]));
    expect(failure).toMatchObject({ code: 'rate_limited', detail: 'too_many_attempts', retryAfterMs: 60_000 });
    expect(failure.message).toContain('60 seconds');
    await giveAttemptBack([network, email]);
    await giveAttemptBack([network, email]);
    await takeAttempt([network, email]);
  });
});

describe('clientNetwork', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('counts %s as %s', (ip, network) => {
    expect(clientNetwork(ip)).toBe(network);
  });
});
