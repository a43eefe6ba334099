import { expect, it } from 'vitest';
import { createTraffic } from './traffic.ts';

const clock = { now: () => new Date(0) };
const limits = {
  messagesPerMinute: 10,
  messagesPerMinutePerSession: 15,
  messagesPerMinutePerIp: 25,
  messagesPerMinutePerMerchant: 40,
};
const outcomes = (connection: { take(): unknown }, messages = 20) => {
  const taken = Array.from({ length: messages }, () => connection.take());
  return { served: taken.filter((scope) => scope === null).length, last: taken.at(-1) };
};

it('[LM2] [LM4] names the scope whose share is used up, from the narrowest to the widest', () => {
  const traffic = createTraffic(limits, clock, null);
  const open = (ip: string, sessionId: string, merchantId = 'a') => traffic.of({ ip, sessionId, merchantId });
  expect(outcomes(open('1', 's'))).toEqual({ served: 10, last: 'connection' });
  expect(outcomes(open('1', 's'), 7)).toEqual({ served: 5, last: 'session' });
  expect(outcomes(open('1', 't'))).toMatchObject({ served: 10 });
  expect(outcomes(open('1', 'u'), 7)).toEqual({ served: 0, last: 'ip' });
  expect(outcomes(open('2', 'v'))).toMatchObject({ served: 10 });
  expect(outcomes(open('3', 'w'), 7)).toEqual({ served: 5, last: 'merchant' });
});

it('[LM4] counts the addresses of one IPv6 customer as one', () => {
  const traffic = createTraffic(limits, clock, null);
  const open = (ip: string) => traffic.of({ ip, sessionId: ip, merchantId: ip });
  for (const host of [1, 2]) expect(outcomes(open(`2001:db8::${host}`))).toMatchObject({ served: 10 });
  expect(outcomes(open('2001:db8::3'), 7)).toEqual({ served: 5, last: 'ip' });
  expect(outcomes(open('2001:db8:0:1::3'))).toMatchObject({ served: 10 });
});

it("[LM4] leaves one merchant whole when another's share is used up", () => {
  const traffic = createTraffic(limits, clock, null);
  const flood = Array.from({ length: 50 }, (_, i) => traffic.of({ ip: `a${i}`, sessionId: `a${i}`, merchantId: 'a' }));
  const served = flood.reduce((sum, connection) => sum + outcomes(connection).served, 0);
  expect(served).toBe(40);
  expect(outcomes(traffic.of({ ip: 'b', sessionId: 'b', merchantId: 'b' }), 10)).toEqual({ served: 10, last: null });
});

it('[LM2] has a session owe what one of its connections sent too much, and nobody else', () => {
  const traffic = createTraffic(limits, clock, null);
  const party = { ip: '1', sessionId: 's', merchantId: 'a' };
  const flooding = traffic.of(party);
  flooding.owe(21);
  expect(traffic.of(party).owedMs()).toBe(24_000);
  expect(traffic.of({ ...party, sessionId: 't' }).owedMs()).toBe(0);
  expect(traffic.of({ ip: '1' }).owedMs()).toBe(0);
});
