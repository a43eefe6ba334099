import 'server-only';
import { AnswerSecondFactor, SignIn, SignInAnswer } from '@fieldfare/protocol';
import { askPaymentServer, type Answer } from './ask-payment-server.ts';
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

const WRONG: SignInRefusal = { failure: 'wrong_credentials', retryAfterSeconds: null };

/** Asks the payment server, which alone knows passwords. Throws an Error whose message `decodeRefusal` reads. */
export async function authorize(
  credentials: unknown,
  headers: Record<string, unknown> | undefined,
): Promise<AuthorizedUser> {
  const answer = await ask(credentials, forwardedFor(headers));
  switch (answer.kind) {
    case 'ok':
      if (answer.body.object === 'second_factor_challenge') {
        const { challenge } = answer.body;
        throw refused({ failure: 'code_required', retryAfterSeconds: null, challenge });
      }
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

/** The first step by the password, or the second by its challenge and a code. next-auth hands over the whole form, its own parameters included. */
async function ask(credentials: unknown, headers: Record<string, string>): Promise<Answer<SignInAnswer>> {
  if (typeof credentials !== 'object' || credentials === null) throw refused(WRONG);
  const { challenge, code, ...first } = credentials as Record<string, unknown>;
  const isSecond = challenge !== undefined;
  const body = isSecond ? AnswerSecondFactor.safeParse({ challenge, code }) : SignIn.safeParse(pick(first));
  if (!body.success) throw refused(isSecond ? { ...WRONG, failure: 'wrong_code' } : WRONG);
  const path = isSecond ? '/v1/console/sign_in/second_factor' : '/v1/console/sign_in';
  return askPaymentServer({ path, schema: SignInAnswer, body: body.data, headers });
}

function pick({ email, password, merchant, mode }: Record<string, unknown>): unknown {
  return {
    email: typeof email === 'string' ? email.trim() : email,
    password,
    ...(merchant === undefined ? {} : { shopper: { merchant, mode } }),
  };
}

function failureOf(status: number, code: string): SignInRefusal['failure'] {
  if (code === 'password_change_required') return 'change_required';
  if (code === 'second_factor_code_wrong') return 'wrong_code';
  if (code === 'sign_in_challenge_over') return 'sign_in_over';
  if (code.includes('locked')) return 'locked';
  if (status === 429) return 'rate_limited';
  if (status === 400 || status === 401 || status === 422) return 'wrong_credentials';
  return status >= 502 ? 'unreachable' : 'failed';
}

function refused(refusal: SignInRefusal): Error {
  return new Error(encodeRefusal(refusal));
}
