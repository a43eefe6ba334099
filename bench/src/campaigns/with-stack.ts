import { startTestServer } from '@fieldfare/db/testing/start-test-server';
import { TEST_SERVER_VARIABLE } from '@fieldfare/db/testing/test-server-url';
import type { TestStack } from '../../../apps/socket-server/src/testing/start-test-stack.ts';
import { startCampaignStack } from './start-campaign-stack.ts';

/** Runs a campaign against a payment server and a PostgreSQL of its own; answers what it answered and how many seconds it took. */
export async function withStack<T>(
  campaign: (stack: TestStack) => Promise<T>,
): Promise<{ report: T; seconds: number }> {
  const server = await startTestServer();
  process.env[TEST_SERVER_VARIABLE] = server.serverUrl;
  try {
    const stack = await startCampaignStack();
    const startedAt = Date.now();
    const report = await campaign(stack);
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    await stack.close();
    return { report, seconds };
  } finally {
    await server.stop();
  }
}
