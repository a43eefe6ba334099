import type { ErrorCode, FieldfareError, RefusalData } from '@fieldfare/protocol';

/** 503 says that it was not the client's fault, so that it may come again. */
const STATUS: Partial<Record<ErrorCode, number>> = { authentication_error: 401, rate_limited: 429, system_error: 503 };

/** A refused handshake as socket.io carries it: an error whose `data` reaches the client. */
export class Refusal extends Error {
  readonly data: RefusalData;

  constructor(error: FieldfareError, requestId: string) {
    super(error.message);
    this.data = { status: STATUS[error.code] ?? 403, code: error.code, detail: error.detail, request_id: requestId };
  }
}
