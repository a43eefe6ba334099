import { expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { takeMessage } from './take-message.ts';
import type { TrafficScope } from './traffic.ts';

const deps = {
  metrics: createMetrics(),
  telling: { securityEvent: () => undefined, refusal: () => undefined },
} as unknown as Deps;

/** A connection whose every message is one too many of that scope, but for those that are let through. */
function connectionOf(scope: TrafficScope) {
  let isRefused = true;
  let closed = 0;
  const owed: number[] = [];
  const traffic = { take: () => (isRefused ? scope : null), owe: (by: number) => owed.push(by), owedMs: () => 0 };
  const connection = { ip: '10.0.0.1', binding: { merchantId: 'a' }, traffic, refused: 0 };
  const socket = { connected: true, disconnect: () => (closed += 1) };
  const refuse = (times: number) => {
    isRefused = true;
    for (let i = 0; i < times; i++) expect(() => takeMessage(deps, connection, socket)).toThrow('Too many messages');
    return closed;
  };
  const letThrough = () => {
    isRefused = false;
    takeMessage(deps, connection, socket);
  };
  return { refuse, letThrough, owed };
}

it.each(['connection', 'session'] as const)(
  '[LM2] closes who goes on beyond the share of the %s by more than thirty in a row, and has them owed',
  (scope) => {
    const { refuse, letThrough, owed } = connectionOf(scope);
    expect(refuse(30)).toBe(0);
    letThrough();
    expect(refuse(30)).toBe(0);
    expect(owed).toEqual([]);
    expect(refuse(1)).toBe(1);
    expect(owed).toEqual([31]);
  },
);

it.each(['ip', 'merchant'] as const)('[LM2] leaves who is refused for the share of others (%s) connected', (scope) => {
  const { refuse, owed } = connectionOf(scope);
  expect(refuse(200)).toBe(0);
  expect(owed).toEqual([]);
});
