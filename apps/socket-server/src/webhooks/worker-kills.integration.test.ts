import { expect, it } from 'vitest';
import { killWorkers } from '../testing/kill-workers.ts';

// The short form of `npm run campaign -- webhooks`.
it('loses nothing though its worker is killed again and again, and tells each event under one id', async () => {
  const report = await killWorkers({ kills: 2, eventsPerKill: 20, random: () => 0.2, say: () => undefined });
  expect(report).toMatchObject({ events: 41, heard: 41, changed: 0, open: 0 });
}, 180_000);
