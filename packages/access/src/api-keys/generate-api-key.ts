import type { Mode } from '@fieldfare/protocol';
import type { ApiKeyType } from '../ports.ts';
import { apiKeyChecksum, apiKeyMark, LOOKUP_CHARS, SECRET_CHARS } from './api-key-format.ts';
import { randomBase62 } from './base62.ts';

export interface GeneratedApiKey {
  /** The whole key. Show it once, store only its bcrypt hash. */
  secret: string;
  /** `sk_test_` and 12 characters: what it is found by and shown as. */
  prefix: string;
}

/** Makes a new API key of 196 random bits beside its prefix. */
export function generateApiKey({ type, mode }: { type: ApiKeyType; mode: Mode }): GeneratedApiKey {
  const prefix = apiKeyMark(type, mode) + randomBase62(LOOKUP_CHARS);
  const body = prefix + randomBase62(SECRET_CHARS);
  return { secret: body + apiKeyChecksum(body), prefix };
}
