import { expect, test } from 'vitest';
import { compareBooks } from './compare-books.ts';
import type { CompareBooksDeps } from './compare-books.ts';
import type { LookupOutcome } from './ports/processor.ts';
import type { AttemptRecord, PaymentRecord } from './records.ts';

const NOW = new Date('2026-11-01T12:00:00.000Z');
const SCOPE = { merchantId: 'mer_1', mode: 'test' } as const;
const payment = { id: 'pay_1', status: 'captured', capturedMinor: 900, pendingOperation: null } as PaymentRecord;
const attemptOf = (id: string, changes: Partial<AttemptRecord> = {}) =>
  ({
    id,
    paymentId: payment.id,
    type: 'capture',
    state: 'succeeded',
    amountMinor: 900,
    processor: 'sandbox',
    isOutside: false,
    ...changes,
  }) as AttemptRecord;

function depsOf(found: Record<string, LookupOutcome>) {
  const [asked, lookedAgain]: [string[], string[]] = [[], []];
  const lookup = async (id: string) => {
    asked.push(id);
    return found[id] ?? { type: 'absent' };
  };
  const attempts = [
    attemptOf('agrees'),
    attemptOf('differs'),
    attemptOf('authorization', { type: 'authorize' }),
    attemptOf('silent'),
    attemptOf('silent in doubt', { state: 'unknown' }),
    attemptOf('in doubt', { state: 'unknown' }),
    attemptOf('under way', { state: 'in_flight' }),
    attemptOf('adopted', { isOutside: true }),
  ];
  const deps = {
    payments: { list: async () => ({ items: [payment], hasMore: false }) },
    attempts: { ofPayments: async () => attempts },
    notices: { lookAgain: async (_processor: string, id: string) => void lookedAgain.push(id) },
    processors: { byName: () => ({ lookup }) },
    clock: { now: () => NOW },
  } as unknown as CompareBooksDeps;
  return { deps, asked, lookedAgain };
}

test('every attempt of ours is asked for and counted once, by what was answered', async () => {
  const succeeded = { type: 'succeeded', processorReference: 'r' } as const;
  const unreachable = { type: 'unreachable', reason: 'It is night.' } as const;
  const { deps, asked, lookedAgain } = depsOf({
    agrees: succeeded,
    silent: unreachable,
    'silent in doubt': unreachable,
    'in doubt': succeeded,
  });
  const report = await compareBooks(deps, SCOPE, {}, { limit: 10 });
  expect(report).toMatchObject({ payments: 1, attempts: 8, agreed: 2, open: 2, unreachable: 2, has_more: false });
  expect(report.differences.map(({ attempt, processors }) => [attempt, processors])).toEqual([
    ['differs', 'absent'],
    ['authorization', 'absent'],
  ]);
  expect(asked).toEqual(['agrees', 'differs', 'authorization', 'silent', 'silent in doubt', 'in doubt', 'under way']);
  // What was done past us stands at the authorization.
  expect(lookedAgain).toEqual(['authorization']);
});
