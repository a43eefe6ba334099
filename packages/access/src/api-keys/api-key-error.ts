import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorCode } from '@fieldfare/protocol';
import type { ApiKeyStatus } from '../ports.ts';

const FAILURES = {
  api_key_malformed: [
    'authentication_error',
    'This is no Fieldfare API key, or a part of it is missing: its checksum does not fit. Copy the whole key again.',
  ],
  api_key_unknown: [
    'authentication_error',
    'This API key does not exist here. Check that it belongs to this installation.',
  ],
  key_revoked: ['authentication_error', 'This API key has been revoked. Use its successor or create another.'],
  key_expired: ['authentication_error', 'This API key has expired. Use its successor or create another.'],
  merchant_disabled: ['permission_denied', 'The merchant of this API key has been disabled.'],
  ip_not_allowed: [
    'permission_denied',
    'This API key may not be used from your address. Add the address to the ip_allow_list of the key in the console.',
  ],
  secret_key_in_browser: [
    'permission_denied',
    'A secret key was sent by a browser. Whoever opens that page can read it: revoke it, and call the API from your server.',
  ],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

export type ApiKeyFailure = keyof typeof FAILURES;

export function apiKeyError(detail: ApiKeyFailure): FieldfareError {
  const [code, message] = FAILURES[detail];
  return new FieldfareError(code, { detail, message });
}

/** Why a key may not be used at this moment, or null where it may. */
export function apiKeyProblem(status: ApiKeyStatus | undefined, now: Date): ApiKeyFailure | null {
  if (!status) return 'api_key_unknown';
  if (status.revokedAt !== null && status.revokedAt <= now) return 'key_revoked';
  if (status.expiresAt !== null && status.expiresAt <= now) return 'key_expired';
  return status.merchantStatus === 'active' ? null : 'merchant_disabled';
}
