import { expect, it } from 'vitest';
import { createMetrics } from '../metrics/create-metrics.ts';
import type { Log, LogFields } from '../logging/logger.ts';
import { createTelling } from './telling.ts';

const MINUTE_MS = 60_000;

function setUp() {
  const lines: (LogFields & { msg: string })[] = [];
  const write = (fields: LogFields, msg: string) => void lines.push({ ...fields, msg });
  const log: Log = { fatal: write, error: write, warn: write, info: write, debug: write, trace: write };
  let now = 0;
  const metrics = createMetrics();
  const telling = createTelling({ log, metrics, clock: { now: () => new Date(now) } });
  const refuse = (times: number, ip: string, merchantId?: string) => {
    const before = lines.length;
    for (let i = 0; i < times; i++) telling.refusal({ ip, merchantId }, { ip, detail: 'not_hosted' }, 'event refused');
    return lines.length - before;
  };
  const alarm = (times: number, ip: string, type = 'proof_invalid') => {
    const before = lines.length;
    for (let i = 0; i < times; i++) telling.securityEvent(type, { ip });
    return lines.length - before;
  };
  const counted = async () => (await metrics.securityEvents.get()).values.reduce((sum, { value }) => sum + value, 0);
  return { telling, lines, refuse, alarm, counted, pass: (ms: number) => void (now += ms) };
}

it('[LM2] an address fills 120 lines a minute with refusals and a merchant 600, the last of which says that more may follow', () => {
  const { refuse, lines, pass } = setUp();
  expect(refuse(200, '1.1.1.1', 'a')).toBe(120);
  expect(lines.map(({ more }) => more).filter(Boolean)).toEqual(['counted and not told']);
  expect(lines.at(-1)).toMatchObject({ ip: '1.1.1.1', detail: 'not_hosted', msg: 'event refused' });
  for (const n of [2, 3, 4, 5]) expect(refuse(200, `1.1.1.${n}`, 'a')).toBe(120);
  expect(refuse(1, '1.1.1.6', 'a')).toBe(0);
  expect(refuse(1, '1.1.1.6', 'b')).toBe(1);
  pass(MINUTE_MS / 2);
  expect(refuse(200, '1.1.1.1', 'b')).toBe(60);
});

it('[LM2] what a merchant has no line for costs the address none', () => {
  const { refuse } = setUp();
  for (const n of [1, 2, 3, 4, 5]) refuse(120, `1.1.1.${n}`, 'a');
  expect(refuse(120, '2.2.2.2', 'a')).toBe(0);
  expect(refuse(200, '2.2.2.2', 'b')).toBe(120);
});

it('[LM2] the addresses of one IPv6 customer fill the lines of one', () => {
  const { refuse, alarm } = setUp();
  expect(refuse(100, '2001:db8::1') + refuse(100, '2001:db8::2')).toBe(120);
  expect(alarm(50, '2001:db8::1') + alarm(50, '2001:db8::2')).toBe(60);
});

it('[SE1] refusals use up no line of a security event, nor do other types or addresses, and all are counted', async () => {
  const { refuse, alarm, counted, lines } = setUp();
  refuse(1_000, '1.1.1.1', 'a');
  expect(alarm(1, '1.1.1.1')).toBe(1);
  expect(lines.at(-1)).toMatchObject({ detail: 'proof_invalid', msg: 'security event' });
  expect(alarm(100, '1.1.1.1')).toBe(59);
  expect(lines.at(-1)).toMatchObject({ more: 'counted and not told' });
  expect([alarm(1, '1.1.1.1', 'challenge_replayed'), alarm(1, '1.1.1.2')]).toEqual([1, 1]);
  expect(await counted()).toBe(103);
});

it('[LM10] remembers nobody once their lines have come back', async () => {
  const { telling, refuse, alarm, pass } = setUp();
  refuse(1, '1.1.1.1', 'a');
  alarm(1, '1.1.1.1');
  expect(telling.size()).toBe(3);
  await telling.forgetWhole();
  expect(telling.size()).toBe(3);
  pass(MINUTE_MS);
  await telling.forgetWhole();
  expect(telling.size()).toBe(0);
});
