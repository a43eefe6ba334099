import { randomBytes, scrypt } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { KEY_BYTES, openAesGcm, sealAesGcm } from '../primitives/aes-gcm.ts';
import { kmsError } from './kms-error.ts';

const MAGIC = Buffer.from('FFKEY\u0001', 'latin1');
const SALT_BYTES = 16;
// RFC 7914 costs of about 0.3 s and 128 MB: paid once at start.
const SCRYPT_COSTS = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const deriveKey = promisify<string, Buffer, number, typeof SCRYPT_COSTS, Buffer>(scrypt);

/**
 * Reads the key of the local KMS. Where there is no file it is made (mode 0600) if that is allowed. It holds 32 random bytes
 * or, with a passphrase, those bytes sealed under a key that scrypt derives from it. Throws an operator's error for a file that
 * others may read, that is no key file, or whose passphrase differs.
 */
export async function readLocalKeyFile(keyFile: string, passphrase?: string, mayCreate = true): Promise<Buffer> {
  const existing = await openKeyFile(keyFile);
  if (existing) return decodeKey(existing, keyFile, passphrase);
  if (!mayCreate) {
    throw kmsError(
      'kms_key_file_invalid',
      `There is no key file ${keyFile}. Restore it from its backup, or make one for a new installation with: fieldfare keys make-file ${keyFile}`,
    );
  }
  await createKeyFile(keyFile, passphrase);
  const created = await openKeyFile(keyFile);
  if (!created) throw kmsError('kms_key_file_invalid', `The key file ${keyFile} vanished while it was being made.`);
  return decodeKey(created, keyFile, passphrase);
}

/** Throws unless the key file is there and nobody but its owner may touch it. */
export async function checkLocalKeyFile(keyFile: string): Promise<void> {
  const bytes = await openKeyFile(keyFile);
  bytes?.fill(0);
  if (!bytes)
    throw kmsError(
      'kms_key_file_invalid',
      `The key file ${keyFile} is gone. Restore it from its backup before the next start.`,
    );
}

async function openKeyFile(keyFile: string): Promise<Buffer | null> {
  let file: FileHandle;
  try {
    file = await open(keyFile, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw kmsError('kms_key_file_invalid', `The key file ${keyFile} cannot be opened (${codeOf(error)}).`, error);
  }
  try {
    const { mode } = await file.stat();
    // Windows has no such bits; there the folder's own permissions protect the file.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8).padStart(4, '0');
      throw kmsError(
        'kms_key_file_permissions',
        `The key file ${keyFile} has mode ${shown}: others may touch it. Run: chmod 600 ${keyFile}`,
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function createKeyFile(keyFile: string, passphrase?: string): Promise<void> {
  const folder = dirname(keyFile);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${keyFile}.${randomBytes(6).toString('hex')}`;
  const key = randomBytes(KEY_BYTES);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(passphrase === undefined ? key : await protect(key, passphrase));
      await file.sync();
    } finally {
      await file.close();
    }
    // A link appears whole or not at all, and never over a key that another server has just made.
    await link(temporary, keyFile).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
    await syncFolder(folder);
  } catch (error) {
    throw kmsError('kms_key_file_invalid', `The key file ${keyFile} cannot be made (${codeOf(error)}).`, error);
  } finally {
    key.fill(0);
    await rm(temporary, { force: true });
  }
}

async function protect(key: Buffer, passphrase: string): Promise<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const wrapping = await deriveKey(passphrase, salt, KEY_BYTES, SCRYPT_COSTS);
  try {
    return Buffer.concat([MAGIC, salt, sealAesGcm(wrapping, key, MAGIC)]);
  } finally {
    wrapping.fill(0);
  }
}

async function decodeKey(bytes: Buffer, keyFile: string, passphrase?: string): Promise<Buffer> {
  const isProtected = bytes.length > KEY_BYTES && bytes.subarray(0, MAGIC.length).equals(MAGIC);
  if (isProtected) {
    if (passphrase === undefined)
      throw kmsError(
        'kms_passphrase_wrong',
        `The key file ${keyFile} is protected by a passphrase and none was given: set KMS_PASSPHRASE, or KMS_PREVIOUS_PASSPHRASE where it is the previous one.`,
      );
    return unprotect(bytes, keyFile, passphrase);
  }
  if (bytes.length !== KEY_BYTES) {
    throw kmsError(
      'kms_key_file_invalid',
      `${keyFile} is no key file: it should hold ${KEY_BYTES} bytes and has ${bytes.length}. Restore it from its backup.`,
    );
  }
  if (passphrase !== undefined)
    throw kmsError(
      'kms_passphrase_wrong',
      `A passphrase was given, but the key file ${keyFile} is not protected by one.`,
    );
  return bytes;
}

async function unprotect(bytes: Buffer, keyFile: string, passphrase: string): Promise<Buffer> {
  const salt = bytes.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
  const wrapping = await deriveKey(passphrase, salt, KEY_BYTES, SCRYPT_COSTS);
  try {
    return openAesGcm(wrapping, bytes.subarray(MAGIC.length + SALT_BYTES), MAGIC);
  } catch (error) {
    throw kmsError(
      'kms_passphrase_wrong',
      `The passphrase does not open the key file ${keyFile}, or the file was damaged.`,
      error,
    );
  } finally {
    wrapping.fill(0);
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}
