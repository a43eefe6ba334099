import { idLike, newId } from '@fieldfare/protocol';
import type { IdKind } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { Caller } from './caller.ts';

/** What all tries of one request have in common, also those that follow when a server died. */
export interface Claim {
  /** Names the request in the audit rows that commit with what it did. */
  id: string;
  /** The id of what the request makes, which each kind has one of. */
  idOf: (kind: IdKind) => string;
}

export function keyedClaim(id: string): Claim {
  return { id, idOf: (kind) => idLike(id, kind) };
}

/** A request without a key is tried once. */
export function singleClaim(requestId: string, { clock }: Pick<Deps, 'clock'>): Claim {
  return { id: requestId, idOf: (kind) => newId(kind, clock.now()) };
}

/** What an earlier try of the request changed, as it is now; null where none came so far. */
export async function findChanged<T>(
  { auditLog }: Pick<Deps, 'auditLog'>,
  { merchantId }: Pick<Caller, 'merchantId'>,
  claim: Claim,
  subject: string,
  find: () => Promise<T | null>,
): Promise<T | null> {
  return (await auditLog.holds(merchantId, subject, claim.id)) ? find() : null;
}
