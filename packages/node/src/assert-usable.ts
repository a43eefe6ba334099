import { misuse } from './misuse.ts';
import type { ClientOptions } from './send-request.ts';

// Beyond it Node's timers fire at once.
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Says what is wrong with the client's options, which no request would tell. They mostly come from the environment.
 *
 * @throws {FieldfareApiError} `secret_key_missing`, `base_url_invalid`, `timeout_invalid`, `max_retries_invalid`
 */
export function assertUsable({ secretKey, baseUrl, timeoutMs = 1, maxRetries = 0 }: ClientOptions): void {
  if (!/^sk_(test|live)_[\x21-\x7e]+\s*$/.test(secretKey))
    throw misuse('secret_key_missing', 'secretKey must be a secret key (sk_test_… or sk_live_…). Is its variable set?');
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw misuse('base_url_invalid', 'baseUrl must be an origin, such as https://payments.example.com.');
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS)
    throw misuse('timeout_invalid', `timeoutMs must be a whole number of milliseconds from 1 to ${MAX_TIMEOUT_MS}.`);
  if (!Number.isSafeInteger(maxRetries) || maxRetries < 0)
    throw misuse('max_retries_invalid', 'maxRetries must be a whole number, 0 or more.');
}
