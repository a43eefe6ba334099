import { expect, test } from 'vitest';
import { disputeNotices } from './dispute-notices.ts';

const CLAIM = {
  processorReference: 'dp_1',
  attemptId: 'att_1',
  reason: 'fraudulent',
  status: 'needs_response',
  respondBy: null,
} as const;
const amounts = (claimedMinor: number | null, capturedMinor: number) =>
  disputeNotices({ ...CLAIM, claimedMinor, capturedMinor }).map((notice) =>
    notice.type === 'dispute' ? notice.dispute.amountMinor : null,
  );

test('a dispute takes what is claimed, never more than was captured, and is none of nothing', () => {
  expect(amounts(500, 900)).toEqual([500]);
  expect(amounts(1_000, 900)).toEqual([900]);
  // The bank claims in another currency.
  expect(amounts(null, 900)).toEqual([900]);
  expect([amounts(500, 0), amounts(0, 900), amounts(null, 0)]).toEqual([[], [], []]);
});
