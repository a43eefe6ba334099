import { FieldfareError } from '@fieldfare/protocol';

export type KmsFailure =
  | 'kms_key_mismatch'
  | 'kms_refused'
  | 'kms_unavailable'
  | 'kms_key_unusable'
  | 'kms_key_file_permissions'
  | 'kms_key_file_invalid'
  | 'kms_passphrase_wrong'
  | 'kms_local_in_production';

/** What a KMS provider throws: always the operator's to solve, and its message says how. */
export function kmsError(detail: KmsFailure, message: string, cause?: unknown): FieldfareError {
  return new FieldfareError('system_error', {
    detail,
    message,
    audience: 'operator',
    retryable: detail === 'kms_unavailable',
    cause,
  });
}
