import type { ErrorCode } from '../errors.ts';

/** What each type of error means, whatever its code. */
export const ERROR_TYPES: Readonly<Record<ErrorCode, string>> = {
  invalid_request: 'the request cannot be read.',
  authentication_error: 'we do not know who asks.',
  permission_denied: 'we know, and it is not allowed.',
  not_found: 'it does not exist, or is somebody else’s, which is answered alike.',
  validation_error: 'a parameter is wrong; param names it.',
  rate_limited: 'too many requests.',
  conflict: 'what is there now does not allow it.',
  processing_error: 'a processor refused the request itself.',
  system_error:
    'the fault is ours, or passes in a moment (503). Repeating the request with its Idempotency-Key is safe.',
};
