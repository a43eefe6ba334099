import type { ErrorAnswer, FieldfareError } from '@fieldfare/protocol';
import { timestampOf } from '../runtime/timestamp-of.ts';

/** A failure as an event's acknowledgement. */
export function errorAnswer(error: FieldfareError, requestId: string, now: Date): ErrorAnswer {
  return {
    type: 'error',
    request_id: requestId,
    timestamp: timestampOf(now),
    code: error.code,
    detail: error.detail,
    message: error.message,
    ...(error.param === undefined ? {} : { param: error.param }),
    retryable: error.retryable,
  };
}
