import type { SessionRecord } from '@fieldfare/payments';
import type { Deps } from '../deps.ts';

/** A PT token for a session's generation: what a page opens its host with. `keyId` is the key whose revocation ends it. */
export async function issuePtToken(deps: Deps, session: SessionRecord, keyId: string): Promise<string> {
  const { token } = await deps.tokens.issuePt(
    {
      merchant_uid: session.merchantId,
      origin: session.origin,
      session: session.id,
      session_key: session.sessionKey,
      generation: session.generation,
      key_id: keyId,
      mode: session.mode,
      page_may: session.pageMay,
      ...(session.savedMethod ? { saved_card: true as const } : {}),
    },
    session.expiresAt,
  );
  return token;
}
