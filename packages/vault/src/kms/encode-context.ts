import type { EncryptionContext } from '../ports.ts';

/** The one spelling of an encryption context: its pairs sorted by name. Two contexts are equal when their bytes are. */
export function encodeContext(context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs), 'utf8');
}
