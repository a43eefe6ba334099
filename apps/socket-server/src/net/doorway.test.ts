import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createConnectionCounts } from './connection-counts.ts';
import { createDoorway } from './doorway.ts';
import type { Settings } from '../env/settings.ts';

it('[LM6] whoever is gone by the time that they knock takes no place, which nobody would give back', () => {
  const counts = createConnectionCounts({ pending: 1, account: 1, console: 1, fields: 1 });
  const settings = { http: { trustedProxies: [] }, limits: { authenticationTimeoutMs: 1_000 } } as unknown as Settings;
  const doorway = createDoorway(settings, { counts, turns: { ranWithin: () => false }, onSlow: () => {} });
  const gone = new Socket();
  gone.destroy();
  doorway.knock(new IncomingMessage(gone));
  expect(counts.size()).toBe(0);
});
