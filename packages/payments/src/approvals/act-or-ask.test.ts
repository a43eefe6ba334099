import { expect, test } from 'vitest';
import { confirmPayment } from '../confirm-payment.ts';
import { createEngineFixture, OWNER } from '../testing/engine-fixture.ts';
import { refundOrAsk } from './act-or-ask.ts';
import type { ApprovalDeps } from './act-or-ask.ts';

async function captured() {
  const fixture = createEngineFixture();
  Object.assign(fixture.profile.approvals, { refund_above_minor: 1_000 });
  const asked: number[] = [];
  const approvals = {
    open: async ({ amountMinor }: { amountMinor: number }) => {
      asked.push(amountMinor);
      return { type: 'opened', approval: { amountMinor } };
    },
  } as unknown as ApprovalDeps['approvals'];
  const deps: ApprovalDeps = { ...fixture.deps, approvals };
  const authorized = await fixture.authorized();
  const payment = await confirmPayment(deps, authorized, { amountMinor: null, requestId: null, actor: OWNER });
  const refund = (of: typeof payment, amountMinor: number) =>
    refundOrAsk(deps, of, { amountMinor, requestId: null, actor: OWNER });
  return { payment, refund, asked, reload: () => fixture.reload(payment) };
}

test('of refunds that were each decided upon the same payment, those whose sum needs approval are not made', async () => {
  const { payment, refund, asked, reload } = await captured();
  // Both have read the payment before either has refunded anything.
  expect(await refund(structuredClone(payment), 600)).toMatchObject({ type: 'acted' });
  await expect(refund(structuredClone(payment), 600)).rejects.toMatchObject({
    detail: 'payment_changed',
    retryable: true,
  });
  expect(reload().refundedMinor).toBe(600);
  // Repeated, it is decided upon what is there now.
  expect(await refund(reload(), 600)).toMatchObject({ type: 'asked' });
  expect(asked).toEqual([600]);
  expect(await refund(reload(), 400)).toMatchObject({ type: 'acted' });
});
