import type { Actor, PaymentRecord } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { PageMay } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { FieldsConnection, HostedStep } from './fields-socket.ts';
import { readSession } from './session-state.ts';

export const SHOPPER: Actor = { type: 'shopper', id: null, name: null };

interface PaymentContext {
  deps: Deps;
  connection: FieldsConnection;
  step: HostedStep;
}

/** The session's payment, for what its page may do to it. */
export async function pagePayment({ deps, connection, step }: PaymentContext, verb: PageMay): Promise<PaymentRecord> {
  if (!step.session.pageMay.includes(verb)) {
    throw new FieldfareError('permission_denied', {
      detail: 'page_may_not',
      message: `The page may not ${verb} this payment. Create the session with page_may: ["${verb}"] to allow it.`,
    });
  }
  return sessionPayment({ deps, connection, step });
}

/** The session's payment, whatever state it is in. */
export async function sessionPayment({ deps, connection, step }: PaymentContext): Promise<PaymentRecord> {
  const { payment } = await readSession(deps, connection, step);
  if (payment) return payment;
  throw new FieldfareError('conflict', { detail: 'no_payment', message: 'This session has no payment yet.' });
}
