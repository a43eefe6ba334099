import type { FieldfareError, RestError } from '@fieldfare/protocol';

/** A failure as a REST body. */
export function restError(error: FieldfareError, requestId: string, webOrigin: string): RestError {
  return {
    error: {
      type: error.code,
      code: error.detail,
      message: error.message,
      param: error.param ?? null,
      request_id: requestId,
      doc_url: `${webOrigin}/docs/errors#${error.detail}`,
    },
  };
}
