import { createHmac } from 'node:crypto';
import type { Clock, DebitDesk, DebitRequest, LookupOutcome } from '@fieldfare/payments';
import type pg from 'pg';
import { accountBehaviourOf } from './account-behaviour.ts';
import { attemptReused } from '../attempt-reused.ts';
import { newReference } from './new-reference.ts';

export interface SandboxDebitsOptions {
  pool: pg.Pool;
  hashKey: Buffer;
  clock: Clock;
  /** How long the simulated network takes to settle a debit, to return one, and to return one that has settled. */
  networkDelayMs: number;
}

export interface SandboxDebits extends DebitDesk {
  /** Null where the network never heard of the attempt. */
  lookup(attemptId: string): Promise<LookupOutcome | null>;
}

interface SubmittedRow {
  verdict: 'recorded' | 'mismatch';
  reference: string;
}

interface DebitRow {
  reference: string;
  settles_at: Date | null;
  returned_at: Date | null;
  return_code: string | null;
}

const UNREACHED = { type: 'unknown', reason: 'The bank could not be reached.' } as const;

/** The simulated bank's side of debits, in its own books. An account enters them as an HMAC and its last four digits alone. */
export function createSandboxDebits({ pool, hashKey, clock, networkDelayMs }: SandboxDebitsOptions): SandboxDebits {
  return {
    submit: async (request) => {
      const row = await submit(request).catch(() => null);
      if (!row) return UNREACHED;
      if (row.verdict === 'mismatch') throw attemptReused('The sandbox bank');
      return { type: 'pending', processorReference: row.reference };
    },
    lookup: async (attemptId) => {
      const { rows } = await pool.query<DebitRow>({
        name: 'sandbox_find_debit',
        text: 'SELECT reference, settles_at, returned_at, return_code FROM sandbox.debits WHERE attempt_id = $1',
        values: [attemptId],
      });
      return rows[0] ? stateOf(rows[0], clock.now()) : null;
    },
  };

  async function submit({
    attemptId,
    amountMinor,
    currency,
    account,
  }: DebitRequest): Promise<SubmittedRow | undefined> {
    const { settles, returnCode } = accountBehaviourOf(account.routing_number, account.account_number);
    const now = clock.now();
    const after = (steps: number) => new Date(now.getTime() + steps * networkDelayMs);
    const { rows } = await pool.query<SubmittedRow>({
      name: 'sandbox_submit_debit',
      text: 'SELECT verdict, reference FROM sandbox.submit_debit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      values: [
        attemptId,
        newReference(),
        createHmac('sha256', hashKey).update(`${account.routing_number}:${account.account_number}`).digest(),
        account.account_number.slice(-4),
        amountMinor,
        currency,
        settles ? after(1) : null,
        returnCode === null ? null : after(settles ? 2 : 1),
        returnCode,
        now,
      ],
    });
    return rows[0];
  }
}

function stateOf({ reference, settles_at, returned_at, return_code }: DebitRow, now: Date): LookupOutcome {
  const processorReference = reference;
  if (return_code !== null && returned_at !== null && returned_at <= now)
    return { type: 'returned', processorReference, code: return_code };
  return settles_at !== null && settles_at <= now
    ? { type: 'succeeded', processorReference }
    : { type: 'pending', processorReference };
}
