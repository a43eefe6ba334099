import { createHash } from 'node:crypto';
import type { IdempotencyClaim, IdempotencyScope } from '@fieldfare/db';
import { FieldfareError, freeText, newId } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { Caller } from './caller.ts';
import { canonicalJson } from './canonical-json.ts';
import { keyedClaim, singleClaim } from './claim.ts';
import type { Claim } from './claim.ts';
import { refusalToKeep, throwKeptRefusal } from './kept-refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    claimId: string | null;
  }
}

/** Printable, bounded, and no card number: keys are kept. */
const IdempotencyKey = freeText(255).regex(/^[\x21-\x7e]+$/);

export interface IdempotentWork<T> {
  statusCode: number;
  /** Where the answer decides its status. */
  statusOf?: (body: T) => number;
  /** Where a repetition without a key would do it twice. */
  isKeyRequired?: boolean;
  /** `requestId` is the same for every repetition of a keyed request, so that the engine can tell them. */
  run: (requestId: string, claim: Claim) => Promise<T>;
  /**
   * What an earlier try did whose answer was lost, as `kept` keeps it; null where it did nothing. It is asked before the request is run
   * again. Left out where the engine knows the request by `requestId`, and where doing it again changes nothing.
   */
  found?: (claim: Claim) => Promise<unknown>;
  /** What of the body may be kept: never a secret. */
  kept?: (body: T) => unknown;
  /** The answer to a repetition, from what was kept. */
  replay?: (kept: unknown) => Promise<unknown>;
}

/**
 * Runs a request once for its Idempotency-Key (scope: merchant, mode, method, path) and answers repetitions from what was kept: what was
 * done, and refusals that are final. What may be answered better when it is asked again is not kept.
 */
export async function idempotent<T>(
  deps: Deps,
  caller: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
  work: IdempotentWork<T>,
): Promise<unknown> {
  const key = keyOf(request, caller);
  void reply.code(work.statusCode);
  if (key === null) {
    if (work.isKeyRequired) throw keyRequired();
    const body = await work.run(request.id, singleClaim(request.id, deps));
    void reply.code(statusOf(work, body));
    return body;
  }
  const scope: IdempotencyScope = {
    merchantId: caller.merchantId,
    mode: caller.mode,
    method: request.method,
    path: request.url.split('?')[0] ?? '',
    key,
  };
  const now = deps.clock.now();
  const verdict = await deps.idempotency.begin(scope, hashOf(request.body), newId('claim', now), now);
  switch (verdict.type) {
    case 'new': {
      request.claimId = verdict.claim.id;
      const found = await findAndKeep(deps, scope, work, verdict.claim);
      if (found !== null) {
        void reply.header('Idempotent-Replayed', 'true');
        return work.replay ? work.replay(found) : found;
      }
      const body = await runAndKeep(deps, scope, work, { ...verdict.claim, begunAt: now });
      void reply.code(statusOf(work, body));
      return body;
    }
    case 'stored':
      void reply.code(verdict.statusCode).header('Idempotent-Replayed', 'true');
      throwKeptRefusal(verdict.statusCode, verdict.body);
      return work.replay ? work.replay(verdict.body) : verdict.body;
    case 'in_flight':
      throw conflict(
        'idempotency_key_in_use',
        'The first request with this Idempotency-Key is still being handled.',
        true,
      );
    case 'mismatch':
      throw conflict(
        'idempotency_key_reused',
        'This Idempotency-Key was used with another body. Use a new one.',
        false,
      );
  }
}

/** What the request did when it was tried before, kept as its answer from now on. */
async function findAndKeep<T>(
  deps: Deps,
  scope: IdempotencyScope,
  { found, statusCode }: IdempotentWork<T>,
  claim: IdempotencyClaim,
): Promise<unknown> {
  if (!claim.isRepeat || !found) return null;
  const { idempotency, clock } = deps;
  try {
    const kept = await found(keyedClaim(claim.id));
    if (kept !== null) await idempotency.finish(scope, statusCode, kept, clock.now());
    return kept;
  } catch (error) {
    await idempotency.release(scope).catch(() => undefined);
    throw error;
  }
}

async function runAndKeep<T>(
  deps: Deps,
  scope: IdempotencyScope,
  work: IdempotentWork<T>,
  claim: IdempotencyClaim & { begunAt: Date },
): Promise<T> {
  let body: T;
  try {
    body = await work.run(engineRequestId(scope), keyedClaim(claim.id));
  } catch (error) {
    // Where even this fails the key frees itself after a minute.
    await keepRefusal(deps, scope, claim.begunAt, error).catch(() => undefined);
    throw error;
  }
  await deps.idempotency.finish(scope, statusOf(work, body), work.kept ? work.kept(body) : body, deps.clock.now());
  return body;
}

async function keepRefusal(
  { idempotency, clock }: Deps,
  scope: IdempotencyScope,
  begunAt: Date,
  error: unknown,
): Promise<void> {
  const refusal = refusalToKeep(error);
  if (refusal) return idempotency.finish(scope, refusal.statusCode, refusal.body, clock.now());
  // What broke may have broken after it was done.
  const isRefusal = error instanceof FieldfareError && error.httpStatus < 500;
  return isRefusal ? idempotency.abandon(scope, begunAt) : idempotency.release(scope);
}

function statusOf<T>({ statusCode, statusOf: decide }: IdempotentWork<T>, body: T): number {
  return decide?.(body) ?? statusCode;
}

/**
 * The request's key. A publishable key lies open in pages, so that its requests have keys of their own: a page that guesses what the
 * merchant's server sent is not answered with the session that was made for that, which no page may ask for.
 */
function keyOf(request: FastifyRequest, { principal }: Caller): string | null {
  const key = readKey(request);
  const isPage = principal.type === 'api_key' && principal.keyType === 'publishable';
  return key !== null && isPage ? `${principal.keyId} ${key}` : key;
}

function readKey({ headers }: FastifyRequest): string | null {
  const header = headers['idempotency-key'];
  if (header === undefined) return null;
  const parsed = IdempotencyKey.safeParse(header);
  if (parsed.success) return parsed.data;
  throw new FieldfareError('invalid_request', {
    detail: 'idempotency_key_invalid',
    message: 'An Idempotency-Key has 1 to 255 printable characters and does not read like a card number. Send a UUID.',
  });
}

function hashOf(body: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(body)).digest();
}

/** Names the request to the engine, whose own unique index then guards the money should this key's row be lost. */
function engineRequestId(scope: IdempotencyScope): string {
  const { merchantId, mode, method, path, key } = scope;
  const hash = createHash('sha256').update(JSON.stringify([merchantId, mode, method, path, key]));
  return `idem_${hash.digest('base64url').slice(0, 32)}`;
}

function keyRequired(): FieldfareError {
  return new FieldfareError('invalid_request', {
    detail: 'idempotency_key_required',
    message:
      'Send the header Idempotency-Key with a value of your own for this charge, such as your invoice number, so that a repetition cannot charge twice.',
  });
}

function conflict(detail: ErrorDetail, message: string, retryable: boolean): FieldfareError {
  return new FieldfareError('conflict', { detail, message, retryable, ...(retryable ? { retryAfterMs: 1_000 } : {}) });
}
