import { createHash, createHmac, createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KmsFault } from './kms-fault.ts';
import { SigningKeys } from './signing-keys.ts';

export const KMS_CREDENTIALS = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-access-key' };

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

interface ServedKey {
  state: KeyState;
  /** The newest first; older material opens what it sealed, as after a rotation inside KMS. */
  materials: Buffer[];
}

/** What the next requests meet instead of an answer. */
export type Fault = 'throttle' | 'internal_error' | 'hang' | 'drop';

export interface KmsServer {
  endpoint: string;
  requests: { operation: string; status: number }[];
  addKey(keyId: string): void;
  /** A key pair (ECC_NIST_P256, SIGN_VERIFY). */
  addSigningKey(keyId: string): void;
  /** What KMS does by itself every year: new material under the same id. */
  rotate(keyId: string): void;
  setState(keyId: string, state: KeyState): void;
  /** The next `count` requests fail this way. */
  fail(fault: Fault, count: number): void;
  close(): Promise<void>;
}

/**
 * A local server that speaks KMS's JSON 1.1 protocol strictly enough to catch a wrong caller: it checks the Signature Version 4 of every
 * request, the target, the content type, the key's state and the encryption context. It proves how the SDK is used, not how AWS behaves.
 */
export async function startKmsServer(): Promise<KmsServer> {
  const keys = new Map<string, ServedKey>();
  const signingKeys = new SigningKeys();
  const requests: KmsServer['requests'] = [];
  let fault: { type: Fault; left: number } | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readBody(request);
      const [service, operation = ''] = String(request.headers['x-amz-target']).split('.');
      const answer = (status: number, content: object) => {
        requests.push({ operation, status });
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(content));
      };
      if (fault && fault.left > 0) {
        fault.left--;
        if (fault.type === 'hang') return;
        if (fault.type === 'drop') return void request.socket.destroy();
        return fault.type === 'throttle'
          ? answer(400, { __type: 'ThrottlingException' })
          : answer(500, { __type: 'KMSInternalException' });
      }
      try {
        verifySignature(request, body);
        if (request.headers['content-type'] !== 'application/x-amz-json-1.1')
          throw new KmsFault('SerializationException');
        if (service !== 'TrentService') throw new KmsFault('UnknownOperationException');
        const input = JSON.parse(body) as Record<string, unknown>;
        answer(200, signingKeys.serve(operation, input) ?? serve(keys, operation, input));
      } catch (error) {
        if (!(error instanceof KmsFault)) throw error;
        answer(error.status, { __type: error.type });
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    addKey: (keyId) => void keys.set(keyId, { state: 'Enabled', materials: [randomBytes(32)] }),
    addSigningKey: (keyId) => signingKeys.add(keyId),
    rotate: (keyId) => void keys.get(keyId)?.materials.unshift(randomBytes(32)),
    setState: (keyId, state) => {
      const key = keys.get(keyId);
      if (key) key.state = state;
    },
    fail: (type, count) => {
      fault = { type, left: count };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(keys: Map<string, ServedKey>, operation: string, input: Record<string, unknown>): object {
  const keyId = String(input['KeyId']);
  const key = keys.get(keyId);
  if (!key) throw new KmsFault('NotFoundException');
  const aad = encodeContext(input['EncryptionContext']);
  switch (operation) {
    case 'DescribeKey':
      return {
        KeyMetadata: {
          KeyId: keyId,
          KeyState: key.state,
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Enabled: key.state === 'Enabled',
        },
      };
    case 'GenerateDataKey': {
      assertUsable(key);
      if (input['KeySpec'] !== 'AES_256' || 'NumberOfBytes' in input) throw new KmsFault('ValidationException');
      const plaintext = randomBytes(32);
      return {
        KeyId: keyId,
        Plaintext: plaintext.toString('base64'),
        CiphertextBlob: seal(keyId, key, plaintext, aad).toString('base64'),
      };
    }
    case 'Encrypt': {
      assertUsable(key);
      const plaintext = Buffer.from(String(input['Plaintext']), 'base64');
      // The real one takes up to 4 KiB; nothing of ours is longer than a data key.
      if (plaintext.length !== 32 || input['EncryptionAlgorithm'] !== 'SYMMETRIC_DEFAULT')
        throw new KmsFault('ValidationException');
      return {
        KeyId: keyId,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        CiphertextBlob: seal(keyId, key, plaintext, aad).toString('base64'),
      };
    }
    case 'Decrypt': {
      assertUsable(key);
      const blob = Buffer.from(String(input['CiphertextBlob']), 'base64');
      return {
        KeyId: keyId,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        Plaintext: open(keys, keyId, blob, aad).toString('base64'),
      };
    }
    default:
      throw new KmsFault('UnknownOperationException');
  }
}

function assertUsable(key: ServedKey): void {
  if (key.state === 'Disabled') throw new KmsFault('DisabledException');
  if (key.state === 'PendingDeletion') throw new KmsFault('KMSInvalidStateException');
}

function seal(keyId: string, { materials: [material] }: ServedKey, plaintext: Buffer, aad: Buffer): Buffer {
  if (!material) throw new KmsFault('KMSInternalException', 500);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', material, nonce).setAAD(aad);
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([createHash('sha256').update(keyId).digest(), nonce, sealed]);
}

function open(keys: Map<string, ServedKey>, keyId: string, blob: Buffer, aad: Buffer): Buffer {
  const owner = [...keys].find(([id]) => createHash('sha256').update(id).digest().equals(blob.subarray(0, 32)));
  if (!owner || blob.length !== 32 + 12 + 32 + 16) throw new KmsFault('InvalidCiphertextException');
  if (owner[0] !== keyId) throw new KmsFault('IncorrectKeyException');
  for (const material of owner[1].materials) {
    const plaintext = openUnder(material, blob, aad);
    if (plaintext) return plaintext;
  }
  throw new KmsFault('InvalidCiphertextException');
}

function openUnder(material: Buffer, blob: Buffer, aad: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', material, blob.subarray(32, 44))
      .setAAD(aad)
      .setAuthTag(blob.subarray(-16));
    return Buffer.concat([decipher.update(blob.subarray(44, -16)), decipher.final()]);
  } catch {
    return null;
  }
}

function encodeContext(context: unknown): Buffer {
  return Buffer.from(
    JSON.stringify(Object.entries((context ?? {}) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** AWS Signature Version 4, recomputed from what arrived. */
function verifySignature(request: IncomingMessage, body: string): void {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/kms\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  const [, accessKeyId, date, region, signedHeaders, signature] = match ?? [];
  if (!date || !region || !signedHeaders || !signature || accessKeyId !== KMS_CREDENTIALS.accessKeyId)
    throw new KmsFault('UnrecognizedClientException');
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = ['POST', '/', '', headers.join(''), signedHeaders, sha256(body)].join('\n');
  const scope = `${date}/${region}/kms/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', String(request.headers['x-amz-date']), scope, sha256(canonical)].join('\n');
  const key = [date, region, 'kms', 'aws4_request'].reduce<Buffer>(
    (secret, part) => hmac(secret, part),
    Buffer.from(`AWS4${KMS_CREDENTIALS.secretAccessKey}`),
  );
  if (!timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex')))
    throw new KmsFault('InvalidSignatureException');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
