import type { Actor } from '@fieldfare/payments';
import type { Database } from '../connect.ts';
import type { Prisma } from '../generated/client.ts';
import { auditPerson } from './audit-person.ts';

/** What became of a try at somebody's password or code. */
export type Tried<T> =
  | { type: 'right'; value: T }
  /** `isLast`: no more are tried until the lock is over. */
  | { type: 'wrong'; isLast: boolean }
  | { type: 'locked'; until: Date };

export interface TryNote {
  userId: string;
  /** Who typed, as far as the machine knows. */
  actor: Actor;
  at: Date;
  /** Of this try alone. */
  requestId: string;
}

/** Tries at passwords and codes of people at the command line, where no process outlives one try: the audit log holds the failures, and they are counted there. */
export interface CommandLineTries {
  /** Tries, unless too many failed; of one person one after the other. A try that throws counts for nothing. */
  run<T>(note: TryNote, tryIt: () => Promise<T | null>): Promise<Tried<T>>;
}

export interface CommandLineLock {
  /** So many failures within the window lock, counted from the last. */
  points: number;
  windowMs: number;
  lockMs: number;
}

const FAILED = 'command_line.sign_in_failed';
/** Comparing a password and asking a KMS may take seconds on a busy machine. */
const MAX_TRY_MS = 60_000;

export function createCommandLineTries(
  { prisma }: Database,
  lock: CommandLineLock,
  maxTryMs = MAX_TRY_MS,
): CommandLineTries {
  return {
    run: async (note, tryIt) => {
      let isTried = false;
      try {
        return await prisma.$transaction(
          async (tx) => {
            await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${FAILED} ${note.userId}`}, 0))::text`;
            const failures = await latestFailures(tx, note.userId, lock.points);
            const until = lockedUntil(failures, lock);
            if (until !== null && until > note.at) return { type: 'locked', until };
            const value = await tryIt();
            isTried = true;
            if (value !== null) return { type: 'right', value };
            await auditPerson(tx, { ...note, action: FAILED });
            return { type: 'wrong', isLast: lockedUntil([note.at, ...failures], lock) !== null };
          },
          { timeout: maxTryMs, maxWait: maxTryMs },
        );
      } catch (error) {
        // What ended the transaction reads otherwise after a right try than after a wrong one, which was not counted: whoever halts this process
        // at the right moment would guess without an end.
        throw isTried ? new Error('The database did not write down what became of the try. Try again.') : error;
      }
    },
  };
}

/** Newest first. A failure of who works for several merchants has a row for each. */
async function latestFailures(tx: Prisma.TransactionClient, userId: string, limit: number): Promise<Date[]> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    SELECT max(created_at) AS at FROM audit_log WHERE subject = ${userId} AND action = ${FAILED}
    GROUP BY request_id ORDER BY at DESC LIMIT ${limit}`;
  return rows.map(({ at }) => at);
}

/** Null where they are too few, or too far apart. */
function lockedUntil(failures: readonly Date[], { points, windowMs, lockMs }: CommandLineLock): Date | null {
  const [last, first] = [failures[0], failures[points - 1]];
  if (!last || !first || last.getTime() - first.getTime() > windowMs) return null;
  return new Date(last.getTime() + lockMs);
}
