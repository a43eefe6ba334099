import { newId } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { startOtherServers } from './other-servers.ts';
import type { OtherServersDeps } from './other-servers.ts';
import { createPlacedPushes } from './placed-pushes.ts';

const SESSION = newId('session');

/** One server of several, or the only one, with a field of that session. */
function setUp(isAlone: boolean) {
  const announced: { rooms: string[] }[] = [];
  const asked: string[][] = [];
  const placedPushes = createPlacedPushes();
  const deps = {
    placedPushes,
    clock: { now: () => new Date(0) },
    metrics: createMetrics(),
    log: { error: () => undefined },
    outbox: {
      paymentsOf: async (sessionIds: string[]) => {
        asked.push(sessionIds);
        return [];
      },
    },
  } as unknown as Deps;
  const caughtUp: unknown[] = [];
  let hear: (news: unknown) => void = () => undefined;
  const others = startOtherServers(deps, {
    fields: { adapter: { rooms: new Map([[`session:${SESSION}`, new Set(['socket'])]]) } },
    console: {
      on: (_: string, listener: typeof hear) => {
        hear = listener;
      },
      serverSideEmit: (_: string, news: { rooms: string[] }) => announced.push(news),
    },
    tail: { catchUp: async (rooms: unknown) => void caughtUp.push(rooms) },
    fanOut: { isAlone: async () => isAlone },
  } as unknown as OtherServersDeps);
  return { others, announced, asked, caughtUp, placedPushes, hear: (news: unknown) => hear(news) };
}

it('[MS1] what was put into a room is announced at once, before the others look by themselves', async () => {
  const { others, announced, placedPushes } = setUp(true);
  placedPushes.note('broadcast');
  await expect.poll(() => announced, { timeout: 900 }).toMatchObject([{ rooms: ['broadcast'] }]);
  await others.stop();
});

it('[MS1] reads at once what another server says is new, of the sessions that have a field here', async () => {
  const { others, asked, caughtUp, hear } = setUp(true);
  hear({ rooms: ['broadcast'], sessions: [newId('session'), SESSION], at: 0 });
  await expect.poll(() => asked, { timeout: 900 }).toEqual([[SESSION]]);
  expect(caughtUp).toContainEqual(['broadcast']);
  await others.stop();
});

it('[MS1] looks by itself after the payments of its fields, which a lost announcement would not name, unless it is alone', async () => {
  const [beside, alone] = [setUp(false), setUp(true)];
  await expect.poll(() => beside.asked).toEqual([[SESSION]]);
  expect(alone.asked).toEqual([]);
  for (const { others } of [beside, alone]) await others.stop();
});
