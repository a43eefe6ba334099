import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import type { Kms, KmsHealth } from '../../ports.ts';
import { kmsError } from '../kms-error.ts';
import { createAwsSigner } from './create-aws-signer.ts';
import { fromAwsError } from './from-aws-error.ts';

export interface AwsKmsOptions {
  /** Id, ARN or alias ARN of a symmetric encryption key. Its automatic rotation needs nothing from us: KMS keeps the older material. */
  keyId: string;
  region?: string;
  /** Another endpoint, such as a VPC's. */
  endpoint?: string;
  /** Requests of one call at the most, backing off exponentially with jitter between them. */
  maxAttempts?: number;
  requestTimeoutMs?: number;
  /** Asymmetric keys (ECC_NIST_P256) that sign as the root, the present one first. Without any, the root is wrapped like other keys. */
  rootKeyIds?: readonly string[];
}

/**
 * AWS KMS. Credentials come by the SDK's own chain (environment, profile, web identity, instance role). Throttling, timeouts and outages are
 * retried with backoff; what remains is `kms_unavailable`, shown by `health` until the next call succeeds.
 */
export function createAwsKms(options: AwsKmsOptions): Kms & { close(): void } {
  const { keyId, region, endpoint, maxAttempts = 5, requestTimeoutMs = 3_000, rootKeyIds = [] } = options;
  const client = new KMSClient({
    maxAttempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  let lastFailure: string | null = null;
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      const answer = await call();
      lastFailure = null;
      return answer;
    } catch (error) {
      const failure = fromAwsError(error);
      if (failure.detail === 'kms_unavailable' || failure.detail === 'kms_key_unusable') lastFailure = failure.message;
      throw failure;
    }
  };

  return {
    name: 'aws',
    rootSigners: rootKeyIds.map((id) => createAwsSigner(client, ask, id)),
    generateDataKey: (context) =>
      ask(async () => {
        const answer = await client.send(
          new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { ...context } }),
        );
        return { plaintext: bufferOf(answer.Plaintext), wrapped: bufferOf(answer.CiphertextBlob) };
      }),
    encrypt: (plaintext, context) =>
      ask(async () => {
        const answer = await client.send(
          new EncryptCommand({
            KeyId: keyId,
            Plaintext: plaintext,
            EncryptionContext: { ...context },
            EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
          }),
        );
        return bufferOf(answer.CiphertextBlob);
      }),
    decrypt: (wrapped, context) =>
      ask(async () => {
        // KMS answers the same for no bytes as for a malformed call; no bytes are simply no wrapped key.
        if (wrapped.length === 0) throw kmsError('kms_refused', 'A wrapped key is empty.');
        const answer = await client.send(
          new DecryptCommand({
            KeyId: keyId,
            CiphertextBlob: wrapped,
            EncryptionContext: { ...context },
            EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
          }),
        );
        return bufferOf(answer.Plaintext);
      }),
    health: () => healthOf(client, keyId, lastFailure),
    close: () => client.destroy(),
  };
}

function bufferOf(bytes: Uint8Array | undefined): Buffer {
  if (!bytes) throw kmsError('kms_refused', 'AWS KMS answered without the key that it was asked for.');
  // A view of the SDK's own bytes, so that zeroing ours zeroes them.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function healthOf(client: KMSClient, keyId: string, lastFailure: string | null): Promise<KmsHealth> {
  try {
    const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId: keyId }));
    if (key?.KeyState !== 'Enabled')
      return { isHealthy: false, detail: `The AWS KMS key is ${key?.KeyState ?? 'unknown'}. Enable it.` };
    if (key.KeySpec !== 'SYMMETRIC_DEFAULT')
      return { isHealthy: false, detail: 'AWS_KMS_KEY_ID must name a symmetric encryption key.' };
    return lastFailure === null
      ? { isHealthy: true, detail: 'AWS KMS answers and the key is enabled.' }
      : { isHealthy: false, detail: lastFailure };
  } catch (error) {
    return { isHealthy: false, detail: fromAwsError(error).message };
  }
}
