import type { Mode } from '@fieldfare/protocol';
import type { ApiKeyType } from '../ports.ts';
import { apiKeyChecksum, CHECKSUM_CHARS, LOOKUP_CHARS, SECRET_CHARS } from './api-key-format.ts';

const FORMAT = new RegExp(
  `^((sk|pk)_(test|live)_[0-9A-Za-z]{${LOOKUP_CHARS}})[0-9A-Za-z]{${SECRET_CHARS + CHECKSUM_CHARS}}$`,
);

export interface ParsedApiKey {
  type: ApiKeyType;
  mode: Mode;
  prefix: string;
}

/** What an API key says of itself, or null where it is none: another form, or a checksum that does not fit. Asks nobody. */
export function parseApiKey(text: string): ParsedApiKey | null {
  const match = FORMAT.exec(text);
  const [, prefix, mark, mode] = match ?? [];
  if (prefix === undefined) return null;
  if (apiKeyChecksum(text.slice(0, -CHECKSUM_CHARS)) !== text.slice(-CHECKSUM_CHARS)) return null;
  return { type: mark === 'sk' ? 'secret' : 'publishable', mode: mode === 'live' ? 'live' : 'test', prefix };
}
