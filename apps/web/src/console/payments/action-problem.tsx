import type { Payment } from '@fieldfare/protocol';
import { Notice, PAYMENT_STATUS_WORDS } from '@fieldfare/ui';
import { ApiError } from '../api/api-error.ts';
import { problemWords } from '../problem-words.ts';

/** Why an action did not go through, and where that leaves the payment. */
export function ActionProblem({ error, payment }: { error: Error | null; payment: Payment }) {
  if (error === null) return null;
  const { message, requestId } = problemWords(error);
  if (error instanceof ApiError && error.isUnanswered) {
    return (
      <Notice tone="warn" announce="alert" title="No answer came">
        It may or may not have been done. Trying again is safe: it is never done twice.
      </Notice>
    );
  }
  const isConflict = error instanceof ApiError && error.isConflict;
  return (
    <Notice
      tone={isConflict ? 'warn' : 'bad'}
      announce="alert"
      title={isConflict ? 'The payment changed meanwhile' : 'That did not work'}
    >
      <p>{message}</p>
      {isConflict ? <p>It is now: {PAYMENT_STATUS_WORDS[payment.status].label}.</p> : null}
      {requestId ? <p className="font-mono text-xs">{requestId}</p> : null}
    </Notice>
  );
}
