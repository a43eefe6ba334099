import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CompactJWSHeaderParameters } from 'jose';
import type { TokenKeys, TokenSigner } from '../ports.ts';

/** A token signer made of jose, which shares no code with ours, and the keys that verify it. */
export interface JoseSigner extends TokenSigner, TokenKeys {
  kid: string;
  publicKey: KeyObject;
  /** Signs any claims under any header. */
  sign(header: Partial<CompactJWSHeaderParameters>, claims: unknown): Promise<string>;
}

export async function joseSigner(kid = 'key-1'): Promise<JoseSigner> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const publicKey = createPublicKey({ key: await exportJWK(pair.publicKey), format: 'jwk' });
  const sign: JoseSigner['sign'] = (header, claims) =>
    new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', kid, ...header })
      .sign(pair.privateKey);
  return {
    kid,
    publicKey,
    sign,
    signToken: (typ, claims) => sign({ typ }, claims),
    tokenKey: (asked) => (asked === kid ? publicKey : undefined),
  };
}
