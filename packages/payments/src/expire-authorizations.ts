import { newId } from '@fieldfare/protocol';
import { eachApart } from './each-apart.ts';
import type { OperationDeps } from './operate.ts';
import type { Actor } from './records.ts';
import { assertLegalMove } from './state-machine.ts';

const SYSTEM: Actor = { type: 'system', id: null, name: 'Authorization expiry' };

/** Marks authorizations that ran out as expired; the issuer has let go of the money by then. One that cannot be moved keeps none behind it back. Returns how many. */
export async function expireAuthorizations(deps: OperationDeps, limit = 100): Promise<number> {
  const now = deps.clock.now();
  let expired = 0;
  await eachApart(await deps.payments.listLapsed(now, limit), async (payment) => {
    assertLegalMove(payment.status, 'expired');
    const verdict = await deps.payments.commit({
      paymentId: payment.id,
      expectedVersion: payment.version,
      patch: { status: 'expired' },
      event: { id: newId('event', now), type: 'payment.expired', amountMinor: payment.authorizedMinor, detail: null },
      actor: SYSTEM,
      requestId: null,
      now,
    });
    if (verdict.type === 'committed') expired++;
  });
  return expired;
}
