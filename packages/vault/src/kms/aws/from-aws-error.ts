import { KMSServiceException } from '@aws-sdk/client-kms';
import { FieldfareError } from '@fieldfare/protocol';
import { kmsError } from '../kms-error.ts';

const UNUSABLE: Record<string, string> = {
  NotFoundException: 'There is no such AWS KMS key. Check AWS_KMS_KEY_ID and the region.',
  DisabledException: 'The AWS KMS key is disabled. Enable it.',
  KMSInvalidStateException:
    'The AWS KMS key is in a state that allows no use, such as pending deletion. Cancel its deletion.',
  InvalidKeyUsageException: 'AWS_KMS_KEY_ID must name a symmetric encryption key.',
  AccessDeniedException:
    "AWS refused this identity. Grant it kms:GenerateDataKey, kms:Encrypt, kms:Decrypt and kms:DescribeKey on the key, and kms:Sign and kms:GetPublicKey on the root's.",
  UnrecognizedClientException: 'AWS does not know these credentials. Check the access key or the role.',
  InvalidSignatureException: "AWS refused the signature. Check the secret key and this machine's clock.",
  CredentialsProviderError:
    'No AWS credentials were found. Give the process a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
};

/** Any failure of the SDK as one of ours. AWS's own message never passes: it may quote the request. */
export function fromAwsError(error: unknown): FieldfareError {
  if (error instanceof FieldfareError) return error;
  const name = error instanceof Error ? error.name : '';
  const unusable = UNUSABLE[name];
  if (unusable !== undefined) return kmsError('kms_key_unusable', unusable, error);
  switch (name) {
    case 'InvalidCiphertextException':
    case 'ValidationException':
      return kmsError(
        'kms_refused',
        'A wrapped key was changed since it was written, or belongs to something else.',
        error,
      );
    case 'IncorrectKeyException':
      return kmsError(
        'kms_key_mismatch',
        'A stored key was wrapped by another AWS KMS key than AWS_KMS_KEY_ID. Set the key that belongs to this database.',
        error,
      );
    default: {
      const status = error instanceof KMSServiceException ? ` (${name})` : '';
      return kmsError(
        'kms_unavailable',
        `AWS KMS could not be asked${status}. It is retried; look at the network and at AWS's status if this stays.`,
        error,
      );
    }
  }
}
