import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  randomBytes,
  verify,
} from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { PreparedCard } from './prepare-cards.ts';

const merchantKey = randomBytes(32);
const fingerprintKey = randomBytes(32);
const AAD = Buffer.alloc(64, 'a');
/** Concat KDF for A256GCM without party information (RFC 7518, 4.6.2), spelled out. */
const KDF_INFO = Buffer.concat([uint32(7), Buffer.from('A256GCM'), uint32(0), uint32(0), uint32(256)]);

/** What the vault asks of node:crypto for one card, and nothing else: no checks, no schemas, no claims, no caches, no store. */
export async function openBare({ payload, expected }: PreparedCard, privateKey: KeyObject): Promise<Buffer> {
  const [header = '', , nonce = '', ciphertext = '', tag = ''] = payload.split('.');
  const { epk } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { epk: JsonWebKey };
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey({ key: epk, format: 'jwk' }) });
  const key = createHash('sha256').update(uint32(1)).update(shared).update(KDF_INFO).digest();
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
  decipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, 'base64url'));
  const jws = decipher.update(Buffer.from(ciphertext, 'base64url'), undefined, 'latin1') + decipher.final('latin1');
  const [head = '', body = '', signature = ''] = jws.split('.');
  const signingKey = createPublicKey({ key: { ...expected.signingKey }, format: 'jwk' });
  await verified(`${head}.${body}`, signature, signingKey);
  const { card } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { card: { number: string } };
  const cardKey = randomBytes(32);
  seal(merchantKey, cardKey);
  const sealed = seal(cardKey, Buffer.from(JSON.stringify(card)));
  createHmac('sha256', fingerprintKey).update(card.number).digest();
  return sealed;
}

function verified(input: string, signature: string, key: KeyObject): Promise<void> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(signature, 'base64url');
    verify('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, bytes, (error, isValid) => {
      if (isValid) resolve();
      else reject(error ?? new Error('the signature does not verify'));
    });
  });
}

function seal(key: Buffer, plaintext: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(AAD);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
