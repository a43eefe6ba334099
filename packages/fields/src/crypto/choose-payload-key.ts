import type { PayloadKeyClaims } from '@fieldfare/protocol';
import { importPublicKey } from './key-agreement.ts';

/** The first payload key that this browser can use, X25519 before P-256. */
export async function choosePayloadKey({
  payload_keys,
}: PayloadKeyClaims): Promise<PayloadKeyClaims['payload_keys'][number]> {
  const preferred = payload_keys.toSorted((a, b) => Number(b.kty === 'OKP') - Number(a.kty === 'OKP'));
  for (const jwk of preferred) {
    const isUsable = await importPublicKey(jwk).then(
      () => true,
      () => false,
    );
    if (isUsable) return jwk;
  }
  throw new Error('no payload key that this browser can use');
}
