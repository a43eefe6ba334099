import { MisuseError } from './misuse-error.ts';

/** A PT token, or a function that fetches one from the merchant's own server. */
export type SessionOption = string | (() => Promise<string> | string);

/** Where PT tokens come from. Each opens one host session; a function can be asked for the next. */
export class SessionSource {
  readonly #session: SessionOption;
  #current: Promise<string> | null = null;
  #isTaken = false;
  /** Whether the shopper pays with a saved card; known once the token could be read. */
  hasSavedCard = false;

  constructor(session: SessionOption) {
    if (typeof session !== 'string' && typeof session !== 'function') {
      throw new MisuseError(
        'session_missing',
        'Pass `session`: the pt_token of a session, or a function that fetches one.',
      );
    }
    this.#session = session;
  }

  /** The merchant that the token names. It is read, not trusted: frame and server check the token. */
  async merchantUid(): Promise<string> {
    const { merchant_uid, saved_card } = claimsOf(await this.#peek());
    this.hasSavedCard = saved_card === true;
    return merchant_uid;
  }

  /** The token for a host that is about to open its session; after the first, a new one where the source can make one. */
  take(): Promise<string> {
    if (this.#isTaken && typeof this.#session === 'function') this.#current = null;
    this.#isTaken = true;
    return this.#peek();
  }

  get canRenew(): boolean {
    return typeof this.#session === 'function';
  }

  #peek(): Promise<string> {
    const current = (this.#current ??= this.#fetch());
    // A failed fetch must not be remembered: the network may return.
    current.catch(() => {
      if (this.#current === current) this.#current = null;
    });
    return current;
  }

  async #fetch(): Promise<string> {
    return typeof this.#session === 'function' ? this.#session() : this.#session;
  }
}

function claimsOf(token: string): { merchant_uid: string; saved_card?: unknown } {
  try {
    const claims = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as {
      merchant_uid?: unknown;
    };
    if (typeof claims.merchant_uid === 'string') return claims as { merchant_uid: string };
  } catch {
    // Falls through to the one message.
  }
  throw new MisuseError(
    'session_invalid',
    'The session is no pt_token. Pass the pt_token that POST /v1/sessions answered.',
  );
}
