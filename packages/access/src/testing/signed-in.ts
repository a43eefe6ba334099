import type { ConsoleSignInResult, PendingSignIn } from '../console/create-console-auth.ts';

/** The session of a sign-in that needed no code; throws where it needs one. */
export function signedIn(result: ConsoleSignInResult | PendingSignIn): ConsoleSignInResult {
  if ('challenge' in result) throw new Error('a code is asked for');
  return result;
}
