import { createPrivateKey, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SealingPublicJwk } from '@fieldfare/protocol';
import { publicJwkOf } from '../key-ring/generate-key.ts';
import { openWithKms, sealWithKms } from '../kms/seal-with-kms.ts';
import type { EncryptionContext, Kms } from '../ports.ts';
import { transferError } from './transfer-error.ts';
import type { Transfer, TransferDirection, TransferKey } from './ports.ts';

const generate = promisify(generateKeyPair);

/** What the private key of a transfer is bound to. */
export function transferKeyContext({ id, direction }: Pick<TransferKey, 'id' | 'direction'>): EncryptionContext {
  return { use: 'transfer', transfer: id, direction };
}

/** The key pair of one transfer: an export signs with P-256, an import is sealed to X25519. The private part is sealed by the KMS. */
export async function generateTransferKey(
  kms: Kms,
  id: string,
  direction: TransferDirection,
): Promise<{ ownPublic: SealingPublicJwk; ownWrapped: Buffer }> {
  const pair = direction === 'export' ? await generate('ec', { namedCurve: 'P-256' }) : await generate('x25519');
  const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    const ownWrapped = await sealWithKms(kms, pkcs8, transferKeyContext({ id, direction }));
    return { ownPublic: publicJwkOf(pair.publicKey), ownWrapped };
  } finally {
    pkcs8.fill(0);
  }
}

export async function openTransferKey(kms: Kms, transfer: Transfer): Promise<KeyObject> {
  if (!transfer.ownWrapped) throw transferError('transfer_over', 'This transfer is over, and its key is destroyed.');
  const pkcs8 = await openWithKms(kms, transfer.ownWrapped, transferKeyContext(transfer));
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } finally {
    pkcs8.fill(0);
  }
}
