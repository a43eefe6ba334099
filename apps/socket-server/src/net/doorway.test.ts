import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createConnectionCounts } from './connection-counts.ts';
import type { ConnectionCounts } from './connection-counts.ts';
import { createDoorway } from './doorway.ts';
import type { Settings } from '../env/settings.ts';

const settings = { http: { trustedProxies: [] }, limits: { authenticationTimeoutMs: 1_000 } } as unknown as Settings;
const createOne = (counts: ConnectionCounts) =>
  createDoorway(settings, { counts, turns: { ranWithin: () => false }, onSlow: () => {} });

it('[LM1] counts those that have not said who they are of one IPv6 customer together', () => {
  const doorway = createOne(createConnectionCounts({ pending: 1, account: 1, console: 1, fields: 1 }));
  const from = (remoteAddress: string) =>
    new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }));
  doorway.knock(from('2001:db8::1'));
  expect(() => doorway.knock(from('2001:db8::2'))).toThrow('have not said yet who they are');
  doorway.knock(from('2001:db8:0:1::2'));
});

it('[LM6] whoever is gone by the time that they knock takes no place, which nobody would give back', () => {
  const counts = createConnectionCounts({ pending: 1, account: 1, console: 1, fields: 1 });
  const doorway = createOne(counts);
  const gone = new Socket();
  gone.destroy();
  doorway.knock(new IncomingMessage(gone));
  expect(counts.size()).toBe(0);
});

it('[LM6] tells of who had not said who they are in time, and of nobody who had', () => {
  const slow: string[] = [];
  const counts = createConnectionCounts({ pending: 2, account: 1, console: 1, fields: 1 });
  const hurried = { ...settings, limits: { authenticationTimeoutMs: 0 } } as unknown as Settings;
  const doorway = createDoorway(hurried, { counts, turns: { ranWithin: () => false }, onSlow: (ip) => slow.push(ip) });
  const [admitted, silent] = [new IncomingMessage(new Socket()), new IncomingMessage(new Socket())];
  for (const request of [admitted, silent]) doorway.knock(request);
  doorway.admit(admitted);
  admitted.socket.emit('close', false);
  expect(slow).toEqual([]);
  silent.socket.emit('close', false);
  expect(slow).toHaveLength(1);
  expect(counts.size()).toBe(0);
});
