import { ApiError } from './api/api-error.ts';

export interface Idempotency {
  /** Sends a body with its key. The same body keeps its key until it has a certain answer, so that a repeat after silence cannot happen twice. */
  spend: <T>(body: unknown, send: (idempotencyKey: string) => Promise<T>) => Promise<T>;
}

export function createIdempotency(newKey: () => string = () => crypto.randomUUID()): Idempotency {
  let held: { text: string; key: string } | undefined;
  return {
    async spend(body, send) {
      const text = JSON.stringify(body);
      if (held?.text !== text) held = { text, key: newKey() };
      try {
        const answer = await send(held.key);
        held = undefined;
        return answer;
      } catch (error) {
        if (error instanceof ApiError && !error.isTransient) held = undefined;
        throw error;
      }
    },
  };
}
