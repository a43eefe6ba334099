import type { MoveVerdict, PaymentMove, PaymentRecord } from '@fieldfare/payments';
import type { Log } from '../logging/logger.ts';
import type { Watch } from './create-watch.ts';

/** A payment is committed as its first version, and as its second with what its own request heard, which that request notes itself. */
const REQUESTS_OWN_VERSION = 2;

/**
 * Notes what became of a card or account that its request left undecided: a challenge that failed, was given up or ran out, a payment that
 * reconciliation found declined, a debit that was returned. Whoever commits it, whichever server; a loss here is a count, no payment.
 */
export function noteLateOutcome(watch: Watch, log: Log, move: PaymentMove, verdict: MoveVerdict): void {
  if (verdict.type !== 'committed' || verdict.payment.version <= REQUESTS_OWN_VERSION) return;
  const { status } = move.patch;
  if (status !== 'authorized' && status !== 'declined' && status !== 'failed') return;
  note(watch, verdict.payment, status !== 'authorized').catch((error: unknown) =>
    log.warn({ payment_id: verdict.payment.id, error }, 'late outcome not counted by the watch'),
  );
}

async function note(
  { cards, accounts, rates, store }: Watch,
  { id, mode }: PaymentRecord,
  isDeclined: boolean,
): Promise<void> {
  const tried = await store.takeUndecided(id);
  if (!tried) return;
  const { sessionId, merchantId, network, fingerprint } = tried;
  const isCard = tried.event === 'card_testing';
  if (isCard) rates.note('declines', merchantId, isDeclined);
  if (isDeclined)
    await (isCard ? cards : accounts).decline({ sessionId, merchantId, mode, ip: network ?? '' }, fingerprint);
}
