import { RestError } from '@fieldfare/protocol';

export interface ApiErrorFields {
  /** HTTP status; 0 where no answer came. */
  status: number;
  /** Stable name of the exact failure, such as `payment_changed`. */
  code: string;
  message: string;
  param: string | null;
  requestId: string | null;
  retryAfterSeconds: number | null;
}

/** A request to the payment server that was refused, or that got no answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly param: string | null;
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(fields: ApiErrorFields, options?: ErrorOptions) {
    super(fields.message, options);
    this.name = 'ApiError';
    this.status = fields.status;
    this.code = fields.code;
    this.param = fields.param;
    this.requestId = fields.requestId;
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }

  /** No answer came: the request may or may not have been carried out. */
  get isUnanswered(): boolean {
    return this.status === 0;
  }

  get isConflict(): boolean {
    return this.status === 409;
  }

  /** Whether the same request may go better in a moment. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unanswered(cause: unknown): ApiError {
  return new ApiError(
    {
      status: 0,
      code: 'unanswered',
      message: 'The payment server did not answer. Check the connection, then try again.',
      param: null,
      requestId: null,
      retryAfterSeconds: null,
    },
    { cause },
  );
}

/** Reads a refusal. An answer that is not the protocol's keeps its status and says so. */
export async function refused(response: Response): Promise<ApiError> {
  const parsed = RestError.safeParse(await response.json().catch(() => null));
  const wait = Number(response.headers.get('retry-after'));
  const retryAfterSeconds = Number.isInteger(wait) && wait > 0 ? wait : null;
  if (!parsed.success) {
    return new ApiError({
      status: response.status,
      code: 'unreadable_answer',
      message: `The payment server answered ${response.status} without saying why.`,
      param: null,
      requestId: null,
      retryAfterSeconds,
    });
  }
  const { code, message, param, request_id: requestId } = parsed.data.error;
  return new ApiError({ status: response.status, code, message, param, requestId, retryAfterSeconds });
}
