import { TOKEN_LIFETIME_SECONDS, type ConsoleTokenAnswer } from '@fieldfare/protocol';

/** The session is over: revoked, signed out or run out. Only a new sign-in helps. */
export class SignedOutError extends Error {
  constructor() {
    super('The session has ended.');
    this.name = 'SignedOutError';
  }
}

export interface TokenSourceDeps {
  /** Asks our own server for a token; throws SignedOutError when the session is over. */
  fetchToken: () => Promise<ConsoleTokenAnswer>;
  now: () => number;
  /** Hears every answer: the user's rights come with the token and may change. */
  onAnswer?: (answer: ConsoleTokenAnswer) => void;
}

export interface TokenSource {
  /** A console token with at least half a minute left. `isFresh` asks for a new one in any case. */
  get(options?: { isFresh?: boolean }): Promise<ConsoleTokenAnswer>;
}

const MARGIN_MS = 45_000;

/** Keeps one console token in memory, and asks once where many want a new one. */
export function createTokenSource({ fetchToken, now, onAnswer }: TokenSourceDeps): TokenSource {
  let held: { answer: ConsoleTokenAnswer; usableUntil: number } | undefined;
  let asking: Promise<ConsoleTokenAnswer> | undefined;

  async function ask(): Promise<ConsoleTokenAnswer> {
    const answer = await fetchToken();
    // Counted from when it came, so that a wrong clock on this machine does no harm.
    held = { answer, usableUntil: now() + TOKEN_LIFETIME_SECONDS.console * 1_000 - MARGIN_MS };
    onAnswer?.(answer);
    return answer;
  }

  return {
    async get({ isFresh = false } = {}) {
      if (!isFresh && held && now() < held.usableUntil) return held.answer;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
