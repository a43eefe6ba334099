import type { CallError, CallResult } from '@fieldfare/protocol';
import { MisuseError } from './misuse-error.ts';

/** What a page is told of a failure that is not the payment server's word. */
export function systemError(detail: string, message: string): CallError {
  return { code: 'system_error', detail, message, frame: null };
}

/** Why there is no session: what it gave is no token, or its function failed. */
export function unavailable(error: unknown): CallError {
  if (error instanceof MisuseError) return systemError(error.code, error.message);
  return systemError('session_unavailable', `The session could not be fetched: ${String(error)}`);
}

/** A signal ended the call before anything was sent. */
export const ABORTED: CallResult = {
  status: 'error',
  payment: null,
  error: {
    code: 'invalid_request',
    detail: 'aborted',
    message: 'The payment was stopped before it was sent.',
    frame: null,
  },
};

export const NOT_LOADED: CallResult = {
  status: 'error',
  payment: null,
  error: systemError('fields_not_loaded', 'The payment fields have not loaded. Nothing was charged.'),
};
