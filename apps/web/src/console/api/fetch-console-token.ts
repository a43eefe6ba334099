import { ConsoleTokenAnswer } from '@fieldfare/protocol';
import { ApiError, unanswered } from './api-error.ts';
import { SignedOutError } from './token-source.ts';

/** Asks our own server, whose httpOnly cookie holds the refresh token, for a console token. */
export async function fetchConsoleToken(): Promise<ConsoleTokenAnswer> {
  const response = await fetch('/api/console/token', { method: 'POST', cache: 'no-store' }).catch((error: unknown) => {
    throw unanswered(error);
  });
  if (response.status === 401) throw new SignedOutError();
  if (!response.ok) {
    throw new ApiError({
      status: response.status,
      code: 'no_token',
      message: 'The payment server cannot be reached at the moment.',
      param: null,
      requestId: null,
      retryAfterSeconds: null,
    });
  }
  return ConsoleTokenAnswer.parse(await response.json());
}
