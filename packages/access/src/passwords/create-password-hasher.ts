import { randomBytes } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import type { PasswordAnswer } from './password-job.ts';
import { WorkerPool } from './worker-pool.ts';

const DEFAULT_COST = 12;
/** Who asks where nobody from outside does. */
const OURSELVES = '';

export interface PasswordHasherOptions {
  /** bcrypt's cost of new hashes: 12, about a quarter of a second. */
  cost?: number;
  /** Threads of its own; each checks one password at a time. */
  threads?: number;
  /** Jobs that may wait, of all askers together: 64. */
  maxWaiting?: number;
}

/** bcrypt for passwords or API keys, off the event loop and out of libuv's thread pool. Each hasher has threads and a queue of its own. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With null, for somebody unknown, it takes as long as a comparison and answers false. `asker`: who waits behind themselves first. */
  verify(password: string, hash: string | null, asker?: string): Promise<boolean>;
  close(): Promise<void>;
}

export function createPasswordHasher({
  cost = DEFAULT_COST,
  threads = 1,
  maxWaiting = 64,
}: PasswordHasherOptions = {}): PasswordHasher {
  const pool = new WorkerPool({ threads, maxWaiting });
  let decoy: Promise<string> | null = null;

  async function hash(password: string): Promise<string> {
    const answer = await pool.run({ type: 'hash', password, cost }, OURSELVES);
    if (answer.type !== 'hash') throw failed(answer);
    return answer.hash;
  }

  async function compare(password: string, against: string, asker: string): Promise<boolean> {
    const answer = await pool.run({ type: 'verify', password, hash: against }, asker);
    if (answer.type !== 'verify') throw failed(answer);
    return answer.isMatch;
  }

  /** The hash of a password that nobody knows, made once and of the same cost, to compare with for those who do not exist. */
  function decoyHash(): Promise<string> {
    decoy ??= hash(randomBytes(32).toString('base64')).catch((error: unknown) => {
      decoy = null;
      throw error;
    });
    return decoy;
  }

  return {
    hash,
    verify: async (password, against, asker = OURSELVES) => {
      // Awaited for everybody, so that the first stranger does not wait longer than the first guest.
      const standIn = await decoyHash();
      const isMatch = await compare(password, against ?? standIn, asker);
      return isMatch && against !== null;
    },
    close: () => pool.close(),
  };
}

function failed(answer: PasswordAnswer): FieldfareError {
  const message = answer.type === 'failed' ? answer.message : `an answer of another type: ${answer.type}`;
  return new FieldfareError('system_error', {
    detail: 'password_hasher_failed',
    message: `bcrypt failed: ${message}`,
    audience: 'operator',
  });
}
