import { decodeRefusal, type SignInRefusal } from '../auth/sign-in-failure.ts';
import type { Shop } from './my/shop.ts';

/** Signs in through our own server. Null when it worked, and then the cookie is set; otherwise why not. `shop` is where a shopper's account exists. */
export function submitSignIn(email: string, password: string, shop?: Shop): Promise<SignInRefusal | null> {
  return submit({ email, password, ...shop });
}

/** The second step, for whom `submitSignIn` answers `code_required`. */
export function submitCode(challenge: string, code: string): Promise<SignInRefusal | null> {
  return submit({ challenge, code });
}

async function submit(credentials: Record<string, string>): Promise<SignInRefusal | null> {
  try {
    const csrf = await fetch('/api/auth/csrf', { cache: 'no-store' });
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ ...credentials, csrfToken, json: 'true' }),
    });
    const { url } = (await response.json()) as { url: string };
    const error = new URL(url, window.location.origin).searchParams.get('error');
    if (response.ok && error === null) return null;
    return decodeRefusal(error ?? 'failed');
  } catch {
    return { failure: 'unreachable', retryAfterSeconds: null };
  }
}
