import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalKms } from './create-local-kms.ts';
import { describeKmsContract } from './kms-contract.ts';

const CONTEXT = { use: 'test' };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-kms-'));
});
afterAll(() => rm(folder, { recursive: true }));

function localKms(name: string, passphrase?: string) {
  return createLocalKms({
    keyFile: join(folder, name),
    environment: 'development',
    allowInProduction: false,
    ...(passphrase === undefined ? {} : { passphrase }),
  });
}

describeKmsContract('local key file', async () => ({
  kms: await localKms('contract'),
  otherKms: await localKms('contract-other'),
}));

describe('createLocalKms', () => {
  it('makes a key file of 32 bytes with mode 0600 and leaves nothing else behind', async () => {
    const path = join(folder, 'fresh', 'kms.key');
    await createLocalKms({ keyFile: path, environment: 'development', allowInProduction: false });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path)).toHaveLength(32);
    expect(await readdir(join(folder, 'fresh'))).toEqual(['kms.key']);
  });

  it('opens after a restart what it wrapped before', async () => {
    const { plaintext, wrapped } = await (await localKms('restart')).generateDataKey(CONTEXT);
    expect(await (await localKms('restart')).decrypt(wrapped, CONTEXT)).toEqual(plaintext);
  });

  it('gives servers that start at once the same key', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, () => localKms('race')));
    const { plaintext, wrapped } = await (await localKms('race')).generateDataKey(CONTEXT);
    for (const kms of many) expect(await kms.decrypt(wrapped, CONTEXT)).toEqual(plaintext);
  });

  it('refuses a key file that others may read, and says what to do', async () => {
    await localKms('wide');
    await chmod(join(folder, 'wide'), 0o640);
    await expect(localKms('wide')).rejects.toMatchObject({
      detail: 'kms_key_file_permissions',
      message: expect.stringContaining('chmod 600') as string,
    });
  });

  it('refuses a file that is no key file', async () => {
    await writeFile(join(folder, 'short'), 'not a key', { mode: 0o600 });
    await expect(localKms('short')).rejects.toMatchObject({ detail: 'kms_key_file_invalid' });
  });

  it('is refused in production unless explicitly allowed', async () => {
    const options = { keyFile: join(folder, 'production'), environment: 'production' } as const;
    await expect(createLocalKms({ ...options, allowInProduction: false })).rejects.toMatchObject({
      detail: 'kms_local_in_production',
    });
    await expect(stat(options.keyFile)).rejects.toThrow('ENOENT');
    expect((await createLocalKms({ ...options, allowInProduction: true })).name).toBe('local');
  });

  it('names both keys and the remedy where the file belongs to another database', async () => {
    const { wrapped } = await (await localKms('theirs')).generateDataKey(CONTEXT);
    const ours = await localKms('ours');
    await expect(ours.decrypt(wrapped, CONTEXT)).rejects.toMatchObject({
      message: expect.stringMatching(/wrapped by local key [0-9a-f]{16}.+holds [0-9a-f]{16}.+Restore/) as string,
    });
  });

  it('says in its health that the key file is gone or was opened to others', async () => {
    const kms = await localKms('health');
    await chmod(join(folder, 'health'), 0o644);
    expect(await kms.health()).toMatchObject({
      isHealthy: false,
      detail: expect.stringContaining('chmod 600') as string,
    });
    await rm(join(folder, 'health'));
    expect(await kms.health()).toMatchObject({ isHealthy: false, detail: expect.stringContaining('gone') as string });
  });
});

// scrypt is slow on purpose, and slower on a machine that does much else.
describe('createLocalKms with a passphrase', { timeout: 30_000 }, () => {
  it('opens with the passphrase only', async () => {
    const { plaintext, wrapped } = await (await localKms('protected', 'correct horse')).generateDataKey(CONTEXT);
    expect(await (await localKms('protected', 'correct horse')).decrypt(wrapped, CONTEXT)).toEqual(plaintext);
    await expect(localKms('protected', 'wrong horse')).rejects.toMatchObject({ detail: 'kms_passphrase_wrong' });
    await expect(localKms('protected')).rejects.toMatchObject({ detail: 'kms_passphrase_wrong' });
  });

  it('refuses a passphrase for a file without one: it would protect nothing', async () => {
    await localKms('bare');
    await expect(localKms('bare', 'correct horse')).rejects.toMatchObject({ detail: 'kms_passphrase_wrong' });
  });
});
