import { FieldfareError } from '@fieldfare/protocol';

/** Any failure as the one error that may be answered. What is not ours becomes a `system_error` that says nothing of its cause. */
export function toFieldfareError(error: unknown): FieldfareError {
  if (error instanceof FieldfareError) return error;
  return new FieldfareError('system_error', {
    detail: 'internal_error',
    audience: 'operator',
    retryable: true,
    message: 'Something went wrong on our side. Repeat the request; if it fails again, tell us its request_id.',
    cause: error,
  });
}
