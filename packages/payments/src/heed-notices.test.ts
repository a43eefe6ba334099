import { describe, expect, test, vi } from 'vitest';
import { heedNotices } from './heed-notices.ts';
import type { HeedNoticesDeps } from './heed-notices.ts';
import type { NoticeRepository } from './ports/notice-repository.ts';
import type { LookupOutcome } from './ports/processor.ts';

const NOW = new Date('2026-11-01T12:00:00.000Z');
const NOTICE = { type: 'attempt', attemptId: 'att_1', processorReference: 'pi_1' } as const;

function start(found: LookupOutcome, refundOf: string | null = 'pi_1') {
  const reverse = vi.fn<NoticeRepository['reverseRefund']>(async () => 'reversed');
  const bringForward = vi.fn<NoticeRepository['bringForward']>(async () => 1);
  const lookup = vi.fn<() => Promise<LookupOutcome>>(async () => found);
  const deps = {
    notices: { bringForward, succeededRefund: async () => refundOf, reverseRefund: reverse },
    processors: { byName: () => ({ lookup }) },
    clock: { now: () => NOW },
  } as unknown as HeedNoticesDeps;
  return { deps, reverse, bringForward, lookup };
}

describe('a notice that names an attempt', () => {
  test('takes a refund back only where the books themselves say that it failed', async () => {
    const failed = start({ type: 'refused', reason: 'No such account.' });
    expect(await heedNotices(failed.deps, 'stripe:pac_1', [NOTICE])).toBe(1);
    expect(failed.reverse.mock.calls[0]?.[0]).toMatchObject({ attemptId: 'att_1', reason: 'No such account.' });
    for (const found of [{ type: 'succeeded', processorReference: 're_1' }, { type: 'absent' }] as const) {
      const stands = start(found);
      expect(await heedNotices(stands.deps, 'stripe:pac_1', [NOTICE])).toBe(0);
      expect(stands.reverse).not.toHaveBeenCalled();
    }
  });

  test('is to be sent again where the books cannot be asked', async () => {
    const { deps, reverse } = start({ type: 'unreachable', reason: 'It is night.' });
    await expect(heedNotices(deps, 'stripe:pac_1', [NOTICE])).rejects.toMatchObject({
      detail: 'processor_unreachable',
      retryable: true,
    });
    expect(reverse).not.toHaveBeenCalled();
  });

  test('of no refund that succeeded brings a look forward, and asks nothing itself', async () => {
    const { deps, bringForward, lookup } = start({ type: 'absent' }, null);
    expect(await heedNotices(deps, 'stripe:pac_1', [NOTICE])).toBe(0);
    expect(bringForward).toHaveBeenCalledExactlyOnceWith(
      { processor: 'stripe:pac_1', attemptId: 'att_1', processorReference: 'pi_1' },
      NOW,
    );
    expect(lookup).not.toHaveBeenCalled();
  });
});
