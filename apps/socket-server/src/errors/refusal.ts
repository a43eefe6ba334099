import type { FieldfareError, RefusalData } from '@fieldfare/protocol';

const STATUS = { authentication_error: 401, rate_limited: 429 } as const;

/** A refused handshake as socket.io carries it: an error whose `data` reaches the client. */
export class Refusal extends Error {
  readonly data: RefusalData;

  constructor(error: FieldfareError, requestId: string) {
    super(error.message);
    const status = error.code === 'authentication_error' || error.code === 'rate_limited' ? STATUS[error.code] : 403;
    this.data = { status, code: error.code, detail: error.detail, request_id: requestId };
  }
}
