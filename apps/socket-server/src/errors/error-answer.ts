import type { ErrorAnswer, FieldfareError } from '@fieldfare/protocol';

/** A failure as an event's acknowledgement. */
export function errorAnswer(error: FieldfareError, requestId: string, now: Date): ErrorAnswer {
  return {
    type: 'error',
    request_id: requestId,
    timestamp: now.toISOString(),
    code: error.code,
    detail: error.detail,
    message: error.message,
    ...(error.param === undefined ? {} : { param: error.param }),
    retryable: error.retryable,
  };
}
