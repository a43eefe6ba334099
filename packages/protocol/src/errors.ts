import type { AnswerErrorDetail } from './error-catalogue/answer-errors.ts';
import type { OperatorErrorDetail } from './error-catalogue/operator-errors.ts';

/** What went wrong, for programs. The socket carries it as `code`, REST as `error.type`; `detail` (REST: `error.code`) says it more exactly. */
export const ERROR_CODES = [
  'invalid_request',
  'authentication_error',
  'permission_denied',
  'not_found',
  'validation_error',
  'rate_limited',
  'conflict',
  'processing_error',
  'system_error',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Code to HTTP status; the one table. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  invalid_request: 400,
  authentication_error: 401,
  permission_denied: 403,
  not_found: 404,
  validation_error: 422,
  rate_limited: 429,
  conflict: 409,
  processing_error: 502,
  system_error: 500,
};

/** Who is meant to read the message. Only the payer's reach a checkout page as they stand. */
export type Audience = 'payer' | 'merchant' | 'operator';

/** Stable snake_case name of an exact failure, such as `origin_mismatch`: one that the catalogue explains. */
export type ErrorDetail = AnswerErrorDetail | OperatorErrorDetail;

export interface FieldfareErrorOptions {
  detail: ErrorDetail;
  /** A whole sentence that says what to do. Never holds a secret, card data or an upstream body. */
  message: string;
  /** The request's parameter at fault, dotted. */
  param?: string;
  audience?: Audience;
  retryable?: boolean;
  retryAfterMs?: number;
  cause?: unknown;
}

/** The one error that Fieldfare's own code throws across packages. */
export class FieldfareError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
  readonly param: string | undefined;
  readonly audience: Audience;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, options: FieldfareErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'FieldfareError';
    this.code = code;
    this.detail = options.detail;
    this.param = options.param;
    this.audience = options.audience ?? 'merchant';
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.code];
  }
}
