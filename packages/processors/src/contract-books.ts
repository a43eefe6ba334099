import { describe, expect, test } from 'vitest';
import type { DeskContext } from './contract-desks.ts';

/** Nobody but us can do anything at these. */
const IS_OURS_ALONE: ReadonlySet<string> = new Set(['sandbox']);

/** What an adapter reads of an authorization's whole story, where somebody else may write in it, too. */
export function describeBooks(contract: () => DeskContext): void {
  describe('the books of an authorization', () => {
    const held = async () => {
      const { harness, authorize } = contract();
      const outcome = await authorize(harness.approved, 2_500);
      if (outcome.type !== 'authorized') throw new Error(`the approved card was answered ${outcome.type}`);
      return outcome;
    };
    const read = async (reference: string) => contract().processor.books?.(reference);
    const books = (state: string, capturedMinor: number, refunds: unknown[] = []) => ({
      type: 'read',
      books: { state, capturedMinor, refunds },
    });

    test('say whether it is held, captured or released, and what was returned, by which attempt', async () => {
      const { harness, processor, request } = contract();
      expect(processor.books === undefined).toBe(IS_OURS_ALONE.has(processor.name));
      if (!processor.books) return;
      const released = await held();
      expect(await read(released.processorReference)).toEqual(books('held', 0));
      await processor.void(request(released, 2_500));
      expect(await read(released.processorReference)).toEqual(books('released', 0));

      const taken = await held();
      await processor.capture(request(taken, 2_000));
      expect(await read(taken.processorReference)).toEqual(books('captured', 2_000));
      harness.advance(harness.settlesAfterMs ?? 0);
      const refund = request(taken, 500);
      const returned = await processor.refund(refund);
      if (returned.type !== 'succeeded') throw new Error(`the refund was answered ${returned.type}`);
      const { processorReference } = returned;
      const entry = { processorReference, attemptId: refund.attemptId, amountMinor: 500, hasFailed: false };
      expect(await read(taken.processorReference)).toEqual(books('captured', 2_000, [entry]));
      expect(await read('nothing')).toEqual({ type: 'absent' });
    });

    test('are told by the look-up of the authorization, too, as far as amounts go', async () => {
      const { harness, processor, attempt, authorize, request } = contract();
      expect(processor.books === undefined).toBe(IS_OURS_ALONE.has(processor.name));
      if (!processor.books) return;
      const attemptId = attempt();
      const outcome = await authorize(harness.approved, 2_500, attemptId);
      if (outcome.type !== 'authorized') throw new Error(`the approved card was answered ${outcome.type}`);
      await processor.capture(request(outcome, 2_000));
      harness.advance(harness.settlesAfterMs ?? 0);
      await processor.refund(request(outcome, 500));
      expect(await processor.lookup(attemptId)).toMatchObject({ capturedMinor: 2_000, refundedMinor: 500 });
    });
  });
}
