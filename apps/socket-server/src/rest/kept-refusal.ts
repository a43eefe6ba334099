import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import * as z from 'zod';

/** Refusals that say what the business decided. Those of the request's form, of the caller and of our machinery are asked again. */
const KEPT = ['conflict', 'not_found', 'permission_denied', 'processing_error'] as const;

/** Of those, what ends by itself or once somebody has done what the message asks for: who is told to wait and repeat is answered anew. */
const PASSING: ReadonlySet<ErrorDetail> = new Set<ErrorDetail>([
  'operation_in_flight',
  'payment_status_conflict',
  'payment_disputed',
  'payment_in_doubt',
  'approval_pending',
  'no_payment',
  'webhook_endpoint_disabled',
  'webhook_secret_missing',
  'too_many_endpoints',
  'too_many_fonts',
]);

const Refusal = z.strictObject({
  code: z.enum(KEPT),
  // It was one of ours when it was kept, and stays one where a later version knows it no more.
  detail: z.custom<ErrorDetail>((value) => typeof value === 'string'),
  message: z.string(),
  param: z.string().optional(),
});

/** The status and body under which a refusal is kept for its Idempotency-Key; null for one that may be answered better next time. */
export function refusalToKeep(error: unknown): { statusCode: number; body: z.infer<typeof Refusal> } | null {
  if (!(error instanceof FieldfareError) || error.retryable || PASSING.has(error.detail)) return null;
  const { code, detail, message, param, httpStatus } = error;
  const kept = Refusal.safeParse({ code, detail, message, ...(param === undefined ? {} : { param }) });
  return kept.success ? { statusCode: httpStatus, body: kept.data } : null;
}

/** Throws the refusal that was kept, where one was; it is answered under the repetition's own request id. */
export function throwKeptRefusal(statusCode: number, body: unknown): void {
  if (statusCode < 400) return;
  const { code, detail, message, param } = Refusal.parse(body);
  throw new FieldfareError(code, { detail, message, ...(param === undefined ? {} : { param }) });
}
