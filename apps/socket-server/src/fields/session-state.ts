import type { SessionRecord, SessionWithPayment } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { FieldsConnection, HostedStep } from './fields-socket.ts';

/** The session with its payment as the database has them now, for the generation of this connection. */
export async function readSession(
  deps: Deps,
  { binding }: FieldsConnection,
  step: HostedStep,
): Promise<SessionWithPayment> {
  const found = await deps.sessions.load(binding.sessionId);
  if (!found || found.session.generation !== binding.generation) throw sessionClosed();
  step.session = found.session;
  step.isStale = false;
  return found;
}

/** Refuses what can only lead to a second payment. The intent's own commit decides; this says it earlier and says why. */
export async function assertPayable(
  deps: Deps,
  connection: FieldsConnection,
  step: HostedStep,
): Promise<SessionRecord> {
  const payment = step.isStale ? (await readSession(deps, connection, step)).payment : null;
  const { session } = step;
  if (session.status === 'processing' || session.status === 'completed') {
    if (payment?.status === 'unknown')
      throw conflict('payment_in_doubt', 'The bank has not answered yet. Please do not pay again.');
    if (session.status === 'completed') throw conflict('already_paid', 'This order is already paid.');
    throw conflict('payment_in_flight', 'A payment is already being processed.');
  }
  if (session.status !== 'open' || session.expiresAt <= deps.clock.now()) throw sessionClosed();
  return session;
}

export function sessionClosed(): FieldfareError {
  return conflict('session_closed', 'This checkout has ended. Reload the page to start again.');
}

function conflict(detail: ErrorDetail, message: string): FieldfareError {
  return new FieldfareError('conflict', { detail, audience: 'payer', message });
}
