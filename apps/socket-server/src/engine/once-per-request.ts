import type { PaymentRecord, PaymentRepository } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';

export interface RepeatableDeps {
  payments: PaymentRepository;
}

export interface RepeatableRequest {
  sessionId: string | null;
  requestId: string;
}

/**
 * Runs a use case for a request that may be a repetition: one whose acknowledgement was lost, or whose idempotency key outlived a server.
 * Where it is refused because the first one already did it, the payment that it made or moved is the answer.
 */
export function oncePerRequest(
  deps: RepeatableDeps,
  request: RepeatableRequest,
  run: () => Promise<PaymentRecord>,
): Promise<PaymentRecord> {
  return onceOrRepeated(deps, request, run, (payment) => payment);
}

/** The same for use cases that answer more than a payment: `repeated` makes their answer of the payment that the first one moved. */
export async function onceOrRepeated<T>(
  { payments }: RepeatableDeps,
  { sessionId, requestId }: RepeatableRequest,
  run: () => Promise<T>,
  repeated: (payment: PaymentRecord) => T,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (sessionId === null || !mayBeRepetition(error)) throw error;
    const moved = await payments.findByRequest(sessionId, requestId);
    if (moved) return repeated(moved);
    throw error;
  }
}

/** A refusal by rule, or by the unique index over session and request id; never a failure of the machinery. */
function mayBeRepetition(error: unknown): boolean {
  if (error instanceof FieldfareError) return error.code !== 'system_error';
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && constraint === 'attempts_session_id_request_id_key';
}
