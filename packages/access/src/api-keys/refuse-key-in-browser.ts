import { apiKeyError } from './api-key-error.ts';
import { parseApiKey } from './parse-api-key.ts';

/**
 * Throws `permission_denied` / `secret_key_in_browser` where a secret key comes with an `Origin` header, which only browsers
 * send. Call it before the key is verified: a key that lies open in a page must not work at all.
 */
export function refuseKeyInBrowser(secret: string, originHeader: string | undefined): void {
  if (originHeader !== undefined && parseApiKey(secret)?.type === 'secret') throw apiKeyError('secret_key_in_browser');
}
