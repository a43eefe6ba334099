import { FieldfareError } from '@fieldfare/protocol';

/** The answer to what is asked of a server that lets only what is under way finish. */
export function shuttingDown(): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'shutting_down',
    retryable: true,
    retryAfterMs: 1_000,
    message: 'This server is shutting down. Repeat the request in a moment.',
  });
}
