import type { MoveVerdict, PaymentMethodRepository, PaymentMove, PaymentRecord } from '@fieldfare/payments';
import type { Log } from '../logging/logger.ts';
import type { Watch } from './create-watch.ts';

export interface LateOutcomeDeps {
  watch: Watch;
  paymentMethods: Pick<PaymentMethodRepository, 'findChargeable'>;
  log: Log;
}

/** A payment is committed as its first version, and as its second with what its own request heard, which that request notes itself. */
const REQUESTS_OWN_VERSION = 2;

/**
 * Notes what became of a card or account that its request left undecided: a challenge that failed, was given up or ran out, a payment that
 * reconciliation found declined, a debit that was returned. Whoever commits it, whichever server; a loss here is a count, no payment.
 */
export function noteLateOutcome(deps: LateOutcomeDeps, move: PaymentMove, verdict: MoveVerdict): void {
  if (verdict.type !== 'committed' || verdict.payment.version <= REQUESTS_OWN_VERSION) return;
  const { status } = move.patch;
  if (status !== 'authorized' && status !== 'declined' && status !== 'failed') return;
  const { payment } = verdict;
  const noting =
    payment.sessionId === null ? noteCharge(deps, payment) : noteTried(deps, payment, status !== 'authorized');
  noting.catch((error: unknown) =>
    deps.log.warn({ payment_id: payment.id, error }, 'late outcome not counted by the watch'),
  );
}

async function noteTried({ watch }: LateOutcomeDeps, { id, mode }: PaymentRecord, isDeclined: boolean): Promise<void> {
  const { cards, accounts, rates, store } = watch;
  const tried = await store.takeUndecided(id);
  if (!tried) return;
  const { sessionId, merchantId, network, fingerprint } = tried;
  const isCard = tried.event === 'card_testing';
  if (isCard) rates.note('declines', merchantId, isDeclined);
  if (isDeclined)
    await (isCard ? cards : accounts).decline({ sessionId, merchantId, mode, ip: network ?? '' }, fingerprint);
}

/** A saved account that the merchant's own server charged, and that was returned: no session or network brought it, so that the merchant alone counts. */
async function noteCharge({ watch, paymentMethods }: LateOutcomeDeps, payment: PaymentRecord): Promise<void> {
  const { status, method, paymentMethodId, merchantId, mode } = payment;
  if (status !== 'failed' || method?.type !== 'ach' || paymentMethodId === null) return;
  const saved = await paymentMethods.findChargeable(paymentMethodId, { merchantId, mode });
  if (saved) await watch.accounts.decline({ sessionId: '', merchantId, mode, ip: '' }, saved.fingerprint);
}
