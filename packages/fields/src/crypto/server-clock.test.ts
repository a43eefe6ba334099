import { afterEach, expect, it, vi } from 'vitest';
import { learnTime, serverNow } from './server-clock.ts';

afterEach(() => vi.useRealTimers());

it('goes on from what the server said, whatever the device believes', () => {
  vi.useFakeTimers({ now: new Date('2031-05-01T00:00:00Z') });
  expect(learnTime('2026-11-28T12:00:00.000Z')).toEqual(new Date('2026-11-28T12:00:00.000Z'));
  vi.advanceTimersByTime(90_000);
  expect(serverNow()).toEqual(new Date('2026-11-28T12:01:30.000Z'));
});
