import type { HostClaims, HostMessage } from '@fieldfare/protocol';
import { jwkThumbprint } from '../crypto/jwk-thumbprint.ts';
import { learnTime } from '../crypto/server-clock.ts';
import { verifyHostToken, verifyKeyDocument } from '../crypto/verify-documents.ts';
import type { FrameConfig } from '../frame/frame-config.ts';
import { isKeyConfirmed } from './confirm-key.ts';

type Credentials = Pick<Extract<HostMessage, { type: 'credentials' }>, 'payload_key' | 'host_token' | 'server_time'>;

/** Whom a frame may seal to: a host of this merchant and page that the server knows and a frame of this origin holds the key of. */
export async function verifyCredentials(
  config: FrameConfig,
  { payload_key, host_token, server_time }: Credentials,
): Promise<HostClaims> {
  const now = learnTime(server_time);
  const claims = await verifyHostToken(
    host_token,
    await verifyKeyDocument(payload_key, config.root_thumbprints, now),
    now,
  );
  const isForHere = claims.merchant_uid === config.merchant_uid && claims.origin === config.origin;
  if (!isForHere || !(await isKeyConfirmed(config.merchant_uid, await jwkThumbprint(claims.cnf.sealing)))) {
    throw new Error('refused host');
  }
  return claims;
}
