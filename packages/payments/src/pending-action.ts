import { ID_PREFIXES } from '@fieldfare/protocol';
import type { RequiredAction } from './ports/processor.ts';
import type { PaymentRecord, PendingActionRecord } from './records.ts';

/** An attempt asks for one action at the most, so that its id names the action, too: the same whoever hears of it, and however often. */
export function actionIdOf(attemptId: string): string {
  return ID_PREFIXES.action + attemptId.slice(ID_PREFIXES.attempt.length);
}

/** The attempt whose outcome waits for an action. */
export function attemptIdOf(actionId: string): string {
  return ID_PREFIXES.attempt + actionId.slice(ID_PREFIXES.action.length);
}

/** The action as a payment keeps it. Two answers may come back in either order; of the tries that they left the fewer count. */
export function pendingActionOf(
  payment: PaymentRecord,
  attemptId: string,
  { form, triesLeft, expiresAt }: RequiredAction,
): PendingActionRecord {
  const known = payment.action;
  return {
    id: actionIdOf(attemptId),
    type: 'challenge',
    form,
    triesLeft: known ? Math.min(known.triesLeft, triesLeft) : triesLeft,
    expiresAt,
  };
}
