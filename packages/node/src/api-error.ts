/** What the payment server answered instead of what was asked, or that it did not answer. Never holds a key. */
export class FieldfareApiError extends Error {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly type: string;
  /** The exact failure, for programs: `payment_in_flight`, `connection_failed`, … */
  readonly code: string;
  readonly param: string | null;
  readonly requestId: string | null;

  constructor(details: {
    status: number;
    type: string;
    code: string;
    message: string;
    param?: string | null;
    requestId?: string | null;
    cause?: unknown;
  }) {
    super(details.message, { cause: details.cause });
    this.name = 'FieldfareApiError';
    this.status = details.status;
    this.type = details.type;
    this.code = details.code;
    this.param = details.param ?? null;
    this.requestId = details.requestId ?? null;
  }
}
