import 'server-only';
import { ConsoleSignIn, SignIn } from '@fieldfare/protocol';
import { askPaymentServer } from './ask-payment-server.ts';
import { forwardedFor } from './forwarded-for.ts';
import { encodeRefusal, type SignInRefusal } from './sign-in-failure.ts';

/** What next-auth puts into its encrypted cookie after a sign-in. */
export interface AuthorizedUser {
  id: string;
  email: string;
  refreshToken: string;
  /** ISO 8601. */
  refreshExpiresAt: string;
}

/** Asks the payment server, which alone knows passwords. Throws an Error whose message `decodeRefusal` reads. */
export async function authorize(
  credentials: unknown,
  headers: Record<string, unknown> | undefined,
): Promise<AuthorizedUser> {
  const signIn = SignIn.safeParse(pick(credentials));
  if (!signIn.success) throw refused({ failure: 'wrong_credentials', retryAfterSeconds: null });
  const answer = await askPaymentServer({
    path: '/v1/console/sign_in',
    schema: ConsoleSignIn,
    body: signIn.data,
    headers: forwardedFor(headers),
  });
  switch (answer.kind) {
    case 'ok':
      return {
        id: answer.body.user.id,
        email: answer.body.user.email,
        refreshToken: answer.body.refresh_token,
        refreshExpiresAt: answer.body.refresh_expires_at,
      };
    case 'unreachable':
      throw refused({ failure: 'unreachable', retryAfterSeconds: null });
    case 'refused':
      throw refused({ failure: failureOf(answer.status, answer.code), retryAfterSeconds: answer.retryAfterSeconds });
  }
}

/** next-auth hands over the whole form, its own parameters included. */
function pick(credentials: unknown): unknown {
  if (typeof credentials !== 'object' || credentials === null) return null;
  const { email, password, merchant, mode } = credentials as Record<string, unknown>;
  return {
    email: typeof email === 'string' ? email.trim() : email,
    password,
    ...(merchant === undefined ? {} : { shopper: { merchant, mode } }),
  };
}

function failureOf(status: number, code: string): SignInRefusal['failure'] {
  if (code === 'password_change_required') return 'change_required';
  if (code.includes('locked')) return 'locked';
  if (status === 429) return 'rate_limited';
  if (status === 400 || status === 401 || status === 422) return 'wrong_credentials';
  return status >= 502 ? 'unreachable' : 'failed';
}

function refused(refusal: SignInRefusal): Error {
  return new Error(encodeRefusal(refusal));
}
