import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestStack } from '../../../../apps/socket-server/src/testing/start-test-stack.ts';
import { startCampaignStack } from '../start-campaign-stack.ts';
import { soakCampaign } from './soak-campaign.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startCampaignStack();
});
afterAll(async () => {
  await stack.close();
});

it('[LM10] whoever has gone, in whatever way, leaves no socket, room, place, budget, answer or row', async () => {
  const report = await soakCampaign({ stack, count: 60, seed: 5 });
  expect(report.left).toEqual({ transports: 0, sockets: 0, rooms: 0, places: 0, budgets: 0, requests: 0 });
  expect(report.rows).toEqual({ attemptsUnderWay: 0, nonces: 0 });
  expect(report.payments).toBeGreaterThan(20);
});
