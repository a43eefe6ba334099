import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openKms, openKmsChoice } from './open-kms.ts';

const CONTEXT = { use: 'test' };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-kms-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = (name: string) => ({ provider: 'local', keyFile: join(folder, name) }) as const;
const options = { isProduction: true, mayCreate: false };

it('makes no key file where it may not, and says how to make one', async () => {
  await expect(openKms({ current: file('missing'), previous: null, ...options })).rejects.toMatchObject({
    detail: 'kms_key_file_invalid',
    message: expect.stringContaining('fieldfare keys make-file') as string,
  });
});

it('opens what the previous key wrapped, and makes no previous key', async () => {
  const before = await openKmsChoice(file('before'), { isProduction: true, mayCreate: true });
  const { plaintext, wrapped } = await before.generateDataKey(CONTEXT);
  const both = { isProduction: true, mayCreate: true };
  const kms = await openKms({ current: file('after'), previous: file('before'), ...both });
  expect(await kms.decrypt(wrapped, CONTEXT)).toEqual(plaintext);
  await expect(openKms({ current: file('after'), previous: file('nowhere'), ...both })).rejects.toMatchObject({
    detail: 'kms_key_file_invalid',
  });
});

it('loads the SDK of AWS where that provider is chosen', async () => {
  const choice = { provider: 'aws', keyId: 'key-1', endpoint: 'http://127.0.0.1:9' } as const;
  expect((await openKmsChoice(choice, options)).name).toBe('aws');
});
