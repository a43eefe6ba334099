import type { AuthorizeRequest, OperationRequest, Processor } from '@fieldfare/payments';
import { expect, test } from 'vitest';
import { withCircuitBreaker } from './with-circuit-breaker.ts';

const DOUBT = { type: 'unknown', reason: 'No answer.' } as const;

test('what is held back was certainly not done: payments are declined so that the next may be asked, operations refused', async () => {
  const asked: string[] = [];
  const silent = (name: string) => async () => {
    asked.push(name);
    return DOUBT;
  };
  const processor = {
    authorize: silent('authorize'),
    capture: silent('capture'),
    void: silent('void'),
    refund: silent('refund'),
    lookup: async () => ({ type: 'absent' }),
  } as unknown as Processor;
  const guarded = withCircuitBreaker(processor, { failures: 2 });
  const authorize = () => guarded.authorize({} as AuthorizeRequest);
  expect([await authorize(), await authorize()]).toEqual([DOUBT, DOUBT]);
  expect(guarded.isOpen()).toBe(true);
  expect(await authorize()).toMatchObject({ type: 'declined', declineCode: 'processing_error', isUnprocessed: true });
  for (const operation of ['capture', 'void', 'refund'] as const)
    expect(await guarded[operation]({} as OperationRequest)).toMatchObject({ type: 'refused' });
  expect(asked).toEqual(['authorize', 'authorize']);
  expect(await guarded.lookup('att_1')).toEqual({ type: 'absent' });
});
