import type { PaymentRecord, PaymentRepository } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';

export interface RepeatableDeps {
  payments: PaymentRepository;
}

export interface RepeatableRequest {
  /** Null for a payment that no session made; its operations are found by the payment itself. */
  sessionId: string | null;
  paymentId?: string;
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
  { sessionId, paymentId, requestId }: RepeatableRequest,
  run: () => Promise<T>,
  repeated: (payment: PaymentRecord) => T,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!mayBeRepetition(error)) throw error;
    const moved = await (sessionId === null
      ? payments.findByOperation(paymentId ?? '', requestId)
      : payments.findByRequest(sessionId, requestId));
    if (moved) return repeated(moved);
    throw error;
  }
}

const REQUEST_INDEXES: ReadonlySet<unknown> = new Set([
  'attempts_session_id_request_id_key',
  'attempts_one_operation_a_request',
]);

/** A refusal by rule, or by one of the unique indexes over request ids; never a failure of the machinery. */
function mayBeRepetition(error: unknown): boolean {
  if (error instanceof FieldfareError) return error.code !== 'system_error';
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && REQUEST_INDEXES.has(constraint);
}
