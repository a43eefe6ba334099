import { FieldfareError } from '@fieldfare/protocol';

/**
 * Runs what is lent a card. What it throws may quote the card, in a message that a parser, a driver or an SDK wrote, and a security code is
 * too short for any filter to know: so its message never passes, nor that of any cause. Its name and its places in code do.
 */
export async function withoutQuotes<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof FieldfareError ? withoutCause(error) : callFailed(error);
  }
}

/** Our own messages hold no card by rule; what caused them is somebody else's. */
function withoutCause(error: FieldfareError): FieldfareError {
  if (error.cause === undefined) return error;
  const { detail, message, param, audience, retryable, retryAfterMs, cause } = error;
  return new FieldfareError(error.code, {
    detail,
    message,
    audience,
    retryable,
    cause: silenced(cause),
    ...(param === undefined ? {} : { param }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function callFailed(error: unknown): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'card_call_failed',
    message: 'Something went wrong on our side while the card was used. Repeat the request; it is never charged twice.',
    audience: 'operator',
    retryable: true,
    cause: silenced(error),
  });
}

function silenced(error: unknown): Error {
  const silent = new Error('Its message is left out: it may quote the card.');
  if (!(error instanceof Error)) return silent;
  silent.name = error.name;
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  silent.stack = [`${silent.name}: ${silent.message}`, ...places].join('\n');
  return silent;
}
