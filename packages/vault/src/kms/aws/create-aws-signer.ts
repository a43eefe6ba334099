import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand } from '@aws-sdk/client-kms';
import type { KMSClient } from '@aws-sdk/client-kms';
import { EcPublicJwk } from '@fieldfare/protocol';
import type { KmsSigner } from '../../ports.ts';
import { kmsError } from '../kms-error.ts';
import { derToRawSignature } from './der-to-raw-signature.ts';

/** Asks AWS and makes its failures ours. */
type Ask = <T>(call: () => Promise<T>) => Promise<T>;

/** An asymmetric key of AWS KMS (ECC_NIST_P256, SIGN_VERIFY), whose private part never leaves it. */
export function createAwsSigner(client: KMSClient, ask: Ask, keyId: string): KmsSigner {
  let known: Promise<EcPublicJwk> | null = null;
  const fetchPublicJwk = () =>
    ask(async () => {
      const { PublicKey: spki, KeySpec, KeyUsage } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (!spki || KeySpec !== 'ECC_NIST_P256' || KeyUsage !== 'SIGN_VERIFY')
        throw kmsError('kms_key_unusable', 'AWS_KMS_ROOT_KEY_IDS must name keys of ECC_NIST_P256 for SIGN_VERIFY.');
      const { kty, crv, x, y } = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).export({
        format: 'jwk',
      });
      return EcPublicJwk.parse({ kty, crv, x, y });
    });
  return {
    // A public key never changes; a failure is forgotten.
    publicJwk: () =>
      (known ??= fetchPublicJwk().catch((error: unknown) => {
        known = null;
        throw error;
      })),
    sign: (input) =>
      ask(async () => {
        const command = {
          KeyId: keyId,
          Message: input,
          MessageType: 'RAW',
          SigningAlgorithm: 'ECDSA_SHA_256',
        } as const;
        const { Signature: der } = await client.send(new SignCommand(command));
        if (!der) throw kmsError('kms_refused', 'AWS KMS answered without the signature that it was asked for.');
        return derToRawSignature(Buffer.from(der));
      }),
  };
}
