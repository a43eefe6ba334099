import type { OperationDeps } from './operate.ts';
import type { OperationAttempt } from './operation-outcome.ts';
import type { DebitOutcome, OperationOutcome } from './ports/processor.ts';
import type { PaymentRecord } from './records.ts';

/** The processor's own call for an operation: what is sent first, and what reconciliation sends again. */
export function askProcessor(
  deps: Pick<OperationDeps, 'processors' | 'vault'>,
  payment: PaymentRecord,
  attempt: OperationAttempt,
): Promise<OperationOutcome | DebitOutcome> {
  const isDebit = payment.method?.type === 'ach';
  const processor = deps.processors.byName(payment.processor);
  const request = {
    attemptId: attempt.id,
    processorReference: payment.processorReference ?? '',
    amountMinor: attempt.amountMinor,
    currency: payment.currency,
  };
  switch (attempt.type) {
    case 'capture':
      return isDebit ? submitDebit(deps, payment, attempt) : processor.capture(request);
    case 'void':
      // Nothing went to the network yet, so that there is nobody to ask; the attempt itself is all the reference there is.
      return isDebit ? Promise.resolve({ type: 'succeeded', processorReference: attempt.id }) : processor.void(request);
    case 'refund':
      return processor.refund(request);
  }
}

/** The account's number leaves the vault for this one call. */
async function submitDebit(
  { processors, vault }: Pick<OperationDeps, 'processors' | 'vault'>,
  { processor, methodToken, merchantId, currency }: PaymentRecord,
  { id, amountMinor }: OperationAttempt,
): Promise<DebitOutcome> {
  const { debits } = processors.byName(processor);
  if (!debits || methodToken === null)
    return { type: 'refused', reason: 'The processor of this payment takes no bank debits.' };
  return vault.useBankAccount(methodToken, merchantId, (account) =>
    debits.submit({ attemptId: id, amountMinor, currency, account }),
  );
}
