import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { AuthorizeOutcome, AuthorizeRequest, Clock, OperationRequest, Processor } from '@fieldfare/payments';
import { REFERENCE_UNKNOWN } from '@fieldfare/payments';
import type pg from 'pg';
import { attemptReused } from '../attempt-reused.ts';
import { assertSandboxAllowed } from './assert-sandbox-allowed.ts';
import { AUTHORIZATION_LIFETIME_MS, behaviourOf } from './card-behaviour.ts';
import { DISPUTE_COURSES } from './dispute-courses.ts';
import { findDisputes } from './find-disputes.ts';
import { LATER_FATES } from './later-fates.ts';
import { newReference } from './new-reference.ts';
import { openSandboxPool } from './open-sandbox-pool.ts';
import { authorizeOutcomeOf, lookupOutcomeOf, operationOutcomeOf } from './outcome-of.ts';
import { createSandboxDebits } from './create-sandbox-debits.ts';
import { createSandboxKeeping } from './create-sandbox-keeping.ts';
import { createSandboxBooks } from './sandbox-books.ts';
import type { ChallengeEntry, OperationEntry, RecordedAuthorization } from './sandbox-books.ts';

interface SandboxBaseOptions {
  /** The sandbox refuses to be made in production. */
  environment: 'development' | 'production';
  /** At least 32 secret bytes. Card numbers enter the books only as an HMAC under this key. */
  hashKey: Buffer;
  clock: Clock;
  /** Waits that many milliseconds; a test passes one that does not. */
  delay?: (ms: number) => Promise<unknown>;
  /** How long the adapter waits for an answer that never arrives, in milliseconds. */
  timeoutMs?: number;
  /** How long the simulated ACH network takes for each of its steps, in milliseconds; the real one takes days. */
  networkDelayMs?: number;
}

/** Either where the bank's role signs in (the processor then has a pool of its own) or a pool that the caller owns. */
export type SandboxProcessorOptions = SandboxBaseOptions & ({ connectionString: string } | { pool: pg.Pool });

export interface SandboxProcessor extends Processor {
  /** Closes the connections that the processor opened itself. */
  close(): Promise<void>;
}

const CHALLENGE_LIFETIME_MS = 10 * 60_000;
/** What the simulated bank sends every cardholder. */
const PASSING_CODE = '123456';
const NETWORK_DELAY_MS = 15_000;
const SLOW_ANSWER_MS = 3_000;
const NO_ANSWER = { type: 'unknown', reason: 'The bank did not answer in time.' } as const;
const UNREACHED = { type: 'unknown', reason: 'The bank could not be reached.' } as const;

/**
 * A simulated bank with books of its own, written on its own connections in its own transactions, so that it remembers what it did when
 * the payment server dies. The published test cards decline; 4000000000006975 is authorized in the books and never answered (`unknown`);
 * 4000002500003155 asks for a challenge, which the code 123456 passes; some are approved and have their fate later (`LATER_FATES`,
 * `DISPUTE_COURSES`, one lapses within seconds); every other number that passes Luhn is approved. An amount that ends in 51 minor units is answered after three seconds. An attempt id that the books know
 * is answered from them; with other parameters it changes nothing and throws `attempt_reused`, a defect of the caller.
 */
export function createSandboxProcessor(options: SandboxProcessorOptions): SandboxProcessor {
  assertSandboxAllowed(options);
  const { clock, hashKey, delay = wait, timeoutMs = 1_500, networkDelayMs = NETWORK_DELAY_MS } = options;
  const ownPool = 'pool' in options ? null : openSandboxPool(options.connectionString);
  const pool = 'pool' in options ? options.pool : (ownPool as pg.Pool);
  const hashOf = (number: string) => createHmac('sha256', hashKey).update(number).digest();
  const byHash = <T>(byNumber: ReadonlyMap<string, T>) =>
    new Map([...byNumber].map(([number, value]) => [hashOf(number).toString('base64'), value]));
  const courses = byHash(DISPUTE_COURSES);
  const books = createSandboxBooks(pool, byHash(LATER_FATES));
  const keeping = createSandboxKeeping({ books, hashKey, clock });
  const debits = createSandboxDebits({ pool, hashKey, clock, networkDelayMs });

  const ask = async <Found, Outcome>(
    amountMinor: number,
    question: Promise<Found | null>,
    outcomeOf: (found: Found) => Outcome,
  ): Promise<Outcome | typeof UNREACHED> => {
    // Whether a request that failed on its way was written down cannot be told from here, so every failure is in doubt.
    const found = await question.catch(() => UNREACHED);
    if (found === UNREACHED) return UNREACHED;
    if (found === null) throw attemptReused('The sandbox bank');
    if (amountMinor % 100 === 51) await delay(SLOW_ANSWER_MS);
    return outcomeOf(found as Found);
  };

  const authorize = async ({ attemptId, amountMinor, currency, card, stored }: AuthorizeRequest) => {
    const found = await keeping.cardOf(card).catch(() => UNREACHED);
    if (found === null) return unlessDecided(attemptId);
    if (!('named' in found)) return UNREACHED;
    const { named, cardHash, lastFour } = found;
    const { declineCode, isChallenged, answers, holdsMs } = behaviourOf(named, stored);
    const now = clock.now();
    const lifetimeMs = isChallenged ? CHALLENGE_LIFETIME_MS : holdsMs;
    const question = books.authorize({
      attemptId,
      reference: newReference(),
      cardHash,
      lastFour,
      amountMinor,
      currency,
      outcome: declineCode !== null ? 'declined' : isChallenged ? 'action_required' : 'authorized',
      declineCode,
      expiresAt: declineCode === null ? new Date(now.getTime() + lifetimeMs) : null,
      now,
    });
    const outcome = await ask(amountMinor, question, authorizeOutcomeOf);
    if (answers) return outcome;
    await delay(timeoutMs);
    return NO_ANSWER;
  };

  /** A card that is forgotten by now may have been charged by the same attempt before. */
  const unlessDecided = async (attemptId: string): Promise<AuthorizeOutcome> => {
    const decided = await books.find(attemptId).catch(() => UNREACHED);
    if (decided === null) return REFERENCE_UNKNOWN;
    return 'reference' in decided ? authorizeOutcomeOf(decided as RecordedAuthorization) : UNREACHED;
  };

  const operate = (type: OperationEntry['type']) => async (request: OperationRequest) => {
    const { attemptId, processorReference, amountMinor, currency } = request;
    const entry = {
      type,
      attemptId,
      reference: newReference(),
      authorization: processorReference,
      amountMinor,
      currency,
    };
    const asked = books.operate({ ...entry, now: clock.now() });
    const outcome = await ask(amountMinor, asked, (found) => (found.isAnswered ? operationOutcomeOf(found) : null));
    if (outcome) return outcome;
    await delay(timeoutMs);
    return NO_ANSWER;
  };

  const decide = async (attemptId: string, answer: ChallengeEntry['answer']) => {
    const now = clock.now();
    const holdsUntil = new Date(now.getTime() + AUTHORIZATION_LIFETIME_MS);
    const found = await books.decideChallenge({ attemptId, answer, holdsUntil, now }).catch(() => UNREACHED);
    if (found === UNREACHED) return UNREACHED;
    if (found === null) return { type: 'unknown', reason: 'The bank knows of no such challenge.' } as const;
    return authorizeOutcomeOf(found as RecordedAuthorization);
  };

  const lookup = async (attemptId: string) => {
    const found = await books.find(attemptId);
    return found ? lookupOutcomeOf(found) : ((await debits.lookup(attemptId)) ?? { type: 'absent' as const });
  };

  return {
    name: 'sandbox',
    // What was asked is in the books before the answer leaves; a statement whose caller gave up is ended within two seconds.
    settlingDelayMs: 3_000,
    idempotencyWindowMs: 24 * 3_600_000,
    authorize,
    capture: operate('capture'),
    void: operate('void'),
    refund: operate('refund'),
    tokenize: keeping.tokenize,
    detach: keeping.detach,
    challenges: {
      complete: ({ attemptId, code }) => decide(attemptId, code === PASSING_CODE ? 'right' : 'wrong'),
      abandon: ({ attemptId }) => decide(attemptId, 'abandoned'),
    },
    debits,
    lookup: (attemptId) => lookup(attemptId).catch(() => ({ type: 'unreachable', reason: UNREACHED.reason })),
    disputes: (since) => findDisputes(pool, { courses, since, now: clock.now() }),
    health: () =>
      books.ping().then(
        () => ({ isHealthy: true, detail: 'The sandbox bank answers.' }),
        () => ({ isHealthy: false, detail: 'The sandbox bank cannot reach its books in PostgreSQL.' }),
      ),
    close: async () => {
      await ownPool?.end();
    },
  };
}
