import type { ConsoleSignInResult } from '@fieldfare/access';
import type { ConsoleSignIn } from '@fieldfare/protocol';

export function presentSignIn({
  token,
  expiresAt,
  refreshToken,
  refreshExpiresAt,
  user,
}: ConsoleSignInResult): ConsoleSignIn {
  return {
    object: 'console_session',
    token,
    expires_at: expiresAt.toISOString(),
    refresh_token: refreshToken,
    refresh_expires_at: refreshExpiresAt.toISOString(),
    user,
  };
}
