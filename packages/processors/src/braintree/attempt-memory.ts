import { createHmac, randomBytes } from 'node:crypto';
import { attemptReused } from '../attempt-reused.ts';

export interface AttemptMemory {
  /** Asks for an attempt once; who comes again with the same parameters gets the same answer. Rejects with `attempt_reused` for others. */
  once<T>(attemptId: string, parameters: unknown, ask: () => Promise<T>): Promise<T>;
}

interface Kept {
  fingerprint: string;
  outcome: Promise<unknown>;
}

const MAX_ATTEMPTS = 5_000;

/**
 * Stands in for the idempotency keys that a processor does not offer, within this process. The engine sends no attempt twice; this holds
 * a defect of ours to that. Parameters are kept as a digest under a key that lives as long as the process.
 */
export function createAttemptMemory(): AttemptMemory {
  const key = randomBytes(32);
  const attempts = new Map<string, Kept>();
  return {
    once: async <T>(attemptId: string, parameters: unknown, ask: () => Promise<T>) => {
      const fingerprint = createHmac('sha256', key).update(JSON.stringify(parameters)).digest('base64');
      const known = attempts.get(attemptId);
      if (known && known.fingerprint !== fingerprint) throw attemptReused('Braintree');
      if (known) return known.outcome as Promise<T>;
      const outcome = ask();
      attempts.set(attemptId, { fingerprint, outcome });
      forgetOldest(attempts);
      return outcome;
    },
  };
}

function forgetOldest(attempts: Map<string, Kept>): void {
  const [oldest] = attempts.keys();
  if (attempts.size > MAX_ATTEMPTS && oldest !== undefined) attempts.delete(oldest);
}
