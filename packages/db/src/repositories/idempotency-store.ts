import type { Mode } from '@fieldfare/protocol';
import type pg from 'pg';

export interface IdempotencyScope {
  merchantId: string;
  mode: Mode;
  method: string;
  path: string;
  key: string;
}

export interface IdempotencyClaim {
  /** Made by the first try, and the same for every later one, for as long as the row is kept. */
  id: string;
  /** Whether an earlier try may have done it, whose answer was lost. */
  isRepeat: boolean;
}

export type IdempotencyVerdict =
  | { type: 'new'; claim: IdempotencyClaim }
  | { type: 'stored'; statusCode: number; body: unknown }
  | { type: 'in_flight' }
  | { type: 'mismatch' };

/** Answers of requests that carried an idempotency key. The primary key decides which of two requests at once is the first. */
export interface IdempotencyStore {
  /** @param newClaimId is the claim's where this is the first try */
  begin(scope: IdempotencyScope, requestHash: Buffer, newClaimId: string, now: Date): Promise<IdempotencyVerdict>;
  finish(scope: IdempotencyScope, statusCode: number, body: unknown, now: Date): Promise<void>;
  /**
   * Forgets a request that was refused and whose answer must not be kept, so that it may be sent again, mended.
   *
   * @param begunAt when the refused try began: one that has taken over since keeps its claim
   */
  abandon(scope: IdempotencyScope, begunAt: Date): Promise<void>;
  /** Lets a request be repeated at once of which nobody knows whether it was done. It keeps its body and its claim. */
  release(scope: IdempotencyScope): Promise<void>;
}

/** A request whose server died is taken for abandoned after this long. What it did is found by its claim, or by the engine's own index. */
const ABANDONED_AFTER_MS = 60_000;

export function createIdempotencyStore(pool: pg.Pool): IdempotencyStore {
  return {
    begin: async (scope, requestHash, newClaimId, now) => {
      const claimed = await pool.query<{ claim_id: string }>({
        name: 'begin_idempotency',
        text: `INSERT INTO idempotency_keys AS k (merchant_id, mode, method, path, key, request_hash, created_at, claim_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $9)
          ON CONFLICT (merchant_id, mode, method, path, key) DO UPDATE SET created_at = excluded.created_at, claim_id = coalesce(k.claim_id, excluded.claim_id)
          WHERE k.finished_at IS NULL AND k.request_hash = excluded.request_hash AND k.created_at < $8 RETURNING claim_id`,
        values: [...scopeValues(scope), requestHash, now, new Date(now.getTime() - ABANDONED_AFTER_MS), newClaimId],
      });
      const [claim] = claimed.rows;
      if (claim) return { type: 'new', claim: { id: claim.claim_id, isRepeat: claim.claim_id !== newClaimId } };
      const { rows } = await pool.query<{
        request_hash: Buffer;
        status_code: number | null;
        response_body: unknown;
        finished_at: Date | null;
      }>({
        name: 'find_idempotency',
        text: 'SELECT request_hash, status_code, response_body, finished_at FROM idempotency_keys WHERE merchant_id = $1 AND mode = $2 AND method = $3 AND path = $4 AND key = $5',
        values: scopeValues(scope),
      });
      const stored = rows[0];
      if (!stored) return { type: 'in_flight' };
      if (!stored.request_hash.equals(requestHash)) return { type: 'mismatch' };
      return stored.finished_at && stored.status_code !== null
        ? { type: 'stored', statusCode: stored.status_code, body: stored.response_body }
        : { type: 'in_flight' };
    },
    finish: async (scope, statusCode, body, now) => {
      await pool.query({
        name: 'finish_idempotency',
        text: 'UPDATE idempotency_keys SET status_code = $6, response_body = $7::jsonb, finished_at = $8 WHERE merchant_id = $1 AND mode = $2 AND method = $3 AND path = $4 AND key = $5',
        values: [...scopeValues(scope), statusCode, JSON.stringify(body), now],
      });
    },
    abandon: async (scope, begunAt) => {
      await pool.query({
        name: 'abandon_idempotency',
        text: 'DELETE FROM idempotency_keys WHERE merchant_id = $1 AND mode = $2 AND method = $3 AND path = $4 AND key = $5 AND finished_at IS NULL AND created_at = $6',
        values: [...scopeValues(scope), begunAt],
      });
    },
    release: async (scope) => {
      await pool.query({
        name: 'release_idempotency',
        text: `UPDATE idempotency_keys SET created_at = created_at - $6 * interval '1 millisecond' WHERE merchant_id = $1 AND mode = $2 AND method = $3 AND path = $4 AND key = $5 AND finished_at IS NULL`,
        values: [...scopeValues(scope), ABANDONED_AFTER_MS + 1],
      });
    },
  };
}

function scopeValues(scope: IdempotencyScope): string[] {
  return [scope.merchantId, scope.mode, scope.method, scope.path, scope.key];
}
