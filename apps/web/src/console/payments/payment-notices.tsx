import type { Payment, PendingOperation } from '@fieldfare/protocol';
import { Notice } from '@fieldfare/ui';
import { declineWords } from './decline-words.ts';

const OPERATIONS: Record<PendingOperation['type'], string> = {
  capture: 'confirmation',
  void: 'cancellation',
  refund: 'refund',
};

/** What somebody must know before they do anything: an open operation, a doubt, a decline. */
export function PaymentNotices({ payment }: { payment: Payment }) {
  const { pending_operation: pending, status, decline_code: declineCode, disputed: isDisputed } = payment;
  return (
    <>
      {pending?.state === 'in_flight' ? (
        <Notice tone="calm" title={`The ${OPERATIONS[pending.type]} is under way`} announce="status">
          {status === 'unknown'
            ? 'It begins as soon as it is known what there is to cancel. This page shows it by itself.'
            : 'The processor has been asked. This page shows its answer by itself.'}
        </Notice>
      ) : null}
      {pending?.state === 'unknown' ? (
        <Notice tone="warn" title={`The outcome of the ${OPERATIONS[pending.type]} is unknown`} announce="status">
          The processor did not answer in time and may have carried it out. It is being asked again; nothing is sent
          twice. Until the answer is in, the payment cannot be changed.
        </Notice>
      ) : null}
      {status === 'unknown' ? (
        <Notice tone="warn" title="It is not known whether this payment went through" announce="status">
          The processor did not answer in time. Do not ask the shopper to pay again: the processor is being asked what
          happened, and this page shows it by itself.
        </Notice>
      ) : null}
      {isDisputed ? (
        <Notice tone="bad" title="The shopper’s bank disputes this payment" announce="status">
          Its amount is held until the dispute is decided. It cannot be refunded meanwhile: it would return twice.
        </Notice>
      ) : null}
      {declineCode !== null ? (
        <Notice tone="bad" title="Declined">
          {declineWords(declineCode)} <code className="font-mono text-xs">{declineCode}</code>
        </Notice>
      ) : null}
    </>
  );
}
