import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestStack } from '../../../../apps/socket-server/src/testing/start-test-stack.ts';
import { startCampaignStack } from '../start-campaign-stack.ts';
import { fuzzCampaign } from './fuzz-campaign.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startCampaignStack();
});
afterAll(async () => {
  await stack.close();
});

it('hostile messages crash nothing, leave nothing unanswered and get nothing that no rule grants', async () => {
  const report = await fuzzCampaign({ stack, count: 4_000, seed: 11 });
  expect(report.problems).toEqual([]);
  expect(report.messages).toBe(4_000);
  expect(report.ended).toBeGreaterThan(10);
  expect(report.brokenIn).toBeGreaterThan(50);
  // It reached behind the schemas, too: good requests were granted, and thefts refused.
  expect(Object.keys(report.outcomes)).toEqual(
    expect.arrayContaining(['ok', 'validation_error', 'invalid_request', 'permission_denied']),
  );
});
