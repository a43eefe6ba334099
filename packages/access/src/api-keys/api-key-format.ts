import { crc32 } from 'node:zlib';
import type { Mode } from '@fieldfare/protocol';
import type { ApiKeyType } from '../ports.ts';
import { toBase62 } from './base62.ts';

/**
 * `sk_test_` + 12 characters to find it by + 33 random characters (196 bits) + 6 characters of checksum. The checksum is no
 * secret: it lets a typing mistake and a secret scanner's false alarm be told without asking anybody.
 */
export const LOOKUP_CHARS = 12;
export const SECRET_CHARS = 33;
export const CHECKSUM_CHARS = 6;

const TYPE_MARKS: Record<ApiKeyType, string> = { secret: 'sk', publishable: 'pk' };

export function apiKeyMark(type: ApiKeyType, mode: Mode): string {
  return `${TYPE_MARKS[type]}_${mode}_`;
}

/** CRC-32 of everything before it, in base 62. */
export function apiKeyChecksum(body: string): string {
  return toBase62(crc32(body), CHECKSUM_CHARS);
}
