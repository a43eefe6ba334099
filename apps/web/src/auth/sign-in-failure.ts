const SIGN_IN_FAILURES = [
  'wrong_credentials',
  'change_required',
  'code_required',
  'wrong_code',
  'sign_in_over',
  'rate_limited',
  'locked',
  'unreachable',
  'failed',
] as const;

/** Why a sign-in failed, as it travels through next-auth to the form. */
export type SignInFailure = (typeof SIGN_IN_FAILURES)[number];

export interface SignInRefusal {
  failure: SignInFailure;
  retryAfterSeconds: number | null;
  /** Of `code_required`: what the code is sent with. It opens nothing by itself, and serves once. */
  challenge?: string;
}

/** `rate_limited:30`: next-auth passes on an error's message and nothing else. */
export function encodeRefusal({ failure, retryAfterSeconds, challenge }: SignInRefusal): string {
  if (challenge !== undefined) return `${failure}:${challenge}`;
  return retryAfterSeconds === null ? failure : `${failure}:${retryAfterSeconds}`;
}

/** Reads what `encodeRefusal` wrote; anything else is a plain failure. */
export function decodeRefusal(text: string): SignInRefusal {
  const [name, rest] = text.split(':');
  const failure = SIGN_IN_FAILURES.find((known) => known === name);
  if (failure === undefined) return { failure: 'failed', retryAfterSeconds: null };
  if (failure === 'code_required' && rest !== undefined) return { failure, retryAfterSeconds: null, challenge: rest };
  return { failure, retryAfterSeconds: rest !== undefined && /^\d{1,6}$/.test(rest) ? Number(rest) : null };
}

/** The refusal in words for the person who signs in. */
export function refusalWords({ failure, retryAfterSeconds }: SignInRefusal): string {
  const wait = retryAfterSeconds === null ? 'a few minutes' : waitWords(retryAfterSeconds);
  switch (failure) {
    case 'wrong_credentials':
      return 'That email and password do not match. Check both and try again.';
    case 'change_required':
      return 'That password serves once. Sign in to choose your own.';
    case 'code_required':
      return 'This account has a second factor. Sign in to type its code.';
    case 'wrong_code':
      return 'That code is wrong, or was used before. Take the one that your app shows now.';
    case 'sign_in_over':
      return 'That took too long, or there were too many wrong codes. Sign in again.';
    case 'rate_limited':
      return `Too many attempts. Wait ${wait}, then try again.`;
    case 'locked':
      return `This account is locked after too many wrong passwords or codes. Wait ${wait}, then try again.`;
    case 'unreachable':
      return 'The payment server cannot be reached, so nobody can be signed in right now. Try again in a moment.';
    case 'failed':
      return 'Signing in failed. Try again; if it keeps failing, tell whoever runs this server.';
  }
}

function waitWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
