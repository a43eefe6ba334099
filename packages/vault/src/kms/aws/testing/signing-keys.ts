import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { KmsFault } from './kms-fault.ts';

/** The server's key pairs. It answers no more about them than the two operations that we ask for, and those strictly. */
export class SigningKeys {
  readonly #keys = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();

  add(keyId: string): void {
    this.#keys.set(keyId, generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  }

  /** Null where the key is none of these. */
  serve(operation: string, input: Record<string, unknown>): object | null {
    const keyId = String(input['KeyId']);
    const pair = this.#keys.get(keyId);
    if (!pair) return null;
    switch (operation) {
      case 'GetPublicKey':
        return {
          KeyId: keyId,
          KeySpec: 'ECC_NIST_P256',
          KeyUsage: 'SIGN_VERIFY',
          SigningAlgorithms: ['ECDSA_SHA_256'],
          PublicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
        };
      case 'Sign': {
        const message = Buffer.from(String(input['Message']), 'base64');
        // The real one takes up to 4,096 bytes of a raw message.
        if (message.length === 0 || message.length > 4_096) throw new KmsFault('ValidationException');
        if (input['MessageType'] !== 'RAW' || input['SigningAlgorithm'] !== 'ECDSA_SHA_256')
          throw new KmsFault('ValidationException');
        return {
          KeyId: keyId,
          SigningAlgorithm: 'ECDSA_SHA_256',
          Signature: sign('sha256', message, pair.privateKey).toString('base64'),
        };
      }
      default:
        throw new KmsFault('InvalidKeyUsageException');
    }
  }
}
