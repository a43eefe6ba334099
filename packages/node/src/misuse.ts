import { FieldfareApiError } from './api-error.ts';

/** Why a call is not made: nothing was sent, and the same call would fail again. */
export function misuse(
  code: string,
  message: string,
  details: { param?: string; cause?: unknown } = {},
): FieldfareApiError {
  const type = details.param === undefined ? 'invalid_request' : 'validation_error';
  return new FieldfareApiError({ status: 0, type, code, message, ...details });
}
