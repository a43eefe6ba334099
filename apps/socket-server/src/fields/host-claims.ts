import type { OwnClaims } from '@fieldfare/access';
import type { HostKeys, SessionRecord } from '@fieldfare/payments';

/** What a session's host token says. `keyId` is the key whose revocation ends the checkout, `keys` those that the host has proven. */
export function hostClaims(session: SessionRecord, keyId: string, keys: HostKeys): OwnClaims<'host'> {
  return {
    merchant_uid: session.merchantId,
    origin: session.origin,
    session: session.id,
    session_key: session.sessionKey,
    generation: session.generation,
    key_id: keyId,
    mode: session.mode,
    page_may: session.pageMay,
    cnf: keys,
  };
}
