import { startTestStack } from '../../../apps/socket-server/src/testing/start-test-stack.ts';
import type { TestStack } from '../../../apps/socket-server/src/testing/start-test-stack.ts';

const UNLIMITED = 1_000_000_000;

/** A payment server for campaigns: one machine plays everybody, so nothing is limited by address, session or merchant. */
export function startCampaignStack(): Promise<TestStack> {
  return startTestStack({
    runsJobs: false,
    settings: (settings) => ({
      ...settings,
      limits: {
        ...settings.limits,
        pendingSocketsPerIp: UNLIMITED,
        fieldsSocketsPerIp: UNLIMITED,
        messagesPerMinute: UNLIMITED,
        messagesPerMinutePerSession: UNLIMITED,
        messagesPerMinutePerIp: UNLIMITED,
        messagesPerMinutePerMerchant: UNLIMITED,
        handshakesPerMinutePerIp: UNLIMITED,
        handshakesPerMinutePerSession: UNLIMITED,
        handshakesPerMinutePerMerchant: UNLIMITED,
        requestsPerMinutePerKey: UNLIMITED,
        requestsPerMinutePerIp: UNLIMITED,
        requestsPerMinutePerMerchant: UNLIMITED,
      },
    }),
  });
}
