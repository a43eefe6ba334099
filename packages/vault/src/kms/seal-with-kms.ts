import type { EncryptionContext, Kms } from '../ports.ts';
import { openAesGcm, sealAesGcm } from '../primitives/aes-gcm.ts';
import { encodeContext } from './encode-context.ts';
import { kmsError } from './kms-error.ts';

const VERSION = 1;
const HEADER_BYTES = 3;

/**
 * Envelope encryption of something longer than a data key, such as a private key: AES-256-GCM under a fresh data key of the KMS.
 * Layout: version (1), length of the wrapped data key (2, big endian), wrapped data key, nonce (12), ciphertext, tag (16).
 */
export async function sealWithKms(kms: Kms, plaintext: Buffer, context: EncryptionContext): Promise<Buffer> {
  const dataKey = await kms.generateDataKey(context);
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(VERSION, 0);
    header.writeUInt16BE(dataKey.wrapped.length, 1);
    return Buffer.concat([header, dataKey.wrapped, sealAesGcm(dataKey.plaintext, plaintext, encodeContext(context))]);
  } finally {
    dataKey.plaintext.fill(0);
  }
}

/** Opens what `sealWithKms` made. The caller zeroes the answer. Throws what `Kms.decrypt` throws, and `kms_refused` for foreign bytes. */
export async function openWithKms(kms: Kms, sealed: Buffer, context: EncryptionContext): Promise<Buffer> {
  if (sealed.length < HEADER_BYTES || sealed.readUInt8(0) !== VERSION) {
    throw kmsError('kms_refused', 'A sealed key does not begin as one: it was damaged or written by a newer version.');
  }
  const bodyStart = HEADER_BYTES + sealed.readUInt16BE(1);
  const dataKey = await kms.decrypt(sealed.subarray(HEADER_BYTES, bodyStart), context);
  try {
    return openAesGcm(dataKey, sealed.subarray(bodyStart), encodeContext(context));
  } catch (error) {
    throw kmsError('kms_refused', 'A sealed key was changed since it was written, or moved from another row.', error);
  } finally {
    dataKey.fill(0);
  }
}
