import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';

const DATABASE = { PAYMENTS_DATABASE_URL: 'postgresql://fieldfare_payments@db.example/fieldfare' };
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fieldfare-cli-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the key provider', () => {
  it('is the key file of the data folder, unless another is named', async () => {
    expect((await readSettings(DATABASE, root)).kms).toEqual({
      provider: 'local',
      keyFile: join(root, '.fieldfare/keys/local-kms.key'),
    });
    const named = { ...DATABASE, KMS_KEY_FILE: '/etc/kms.key', KMS_PASSPHRASE: 'correct horse' };
    expect((await readSettings(named, root)).kms).toEqual({
      provider: 'local',
      keyFile: '/etc/kms.key',
      passphrase: 'correct horse',
    });
  });

  it('is AWS with a key id, and says so where that is missing', async () => {
    const aws = { ...DATABASE, KMS_PROVIDER: 'aws' };
    await expect(readSettings(aws, root)).rejects.toThrow(/AWS_KMS_KEY_ID is not set/);
    expect(
      (await readSettings({ ...aws, AWS_KMS_KEY_ID: 'alias/vault', AWS_KMS_ROOT_KEY_IDS: 'root-2, root-1' }, root)).kms,
    ).toEqual({
      provider: 'aws',
      rootKeyIds: ['root-2', 'root-1'],
      keyId: 'alias/vault',
      endpoint: null,
    });
    await expect(readSettings({ ...DATABASE, KMS_PROVIDER: 'gcp' }, root)).rejects.toThrow(/^KMS_PROVIDER: /);
  });

  it('has a predecessor where one is named, with its key', async () => {
    expect((await readSettings({ ...DATABASE, KMS_PREVIOUS_PROVIDER: '' }, root)).previousKms).toBeNull();
    const local = { ...DATABASE, KMS_PREVIOUS_PROVIDER: 'local' };
    await expect(readSettings(local, root)).rejects.toThrow(/KMS_PREVIOUS_KEY_FILE is not set/);
    expect((await readSettings({ ...local, KMS_PREVIOUS_KEY_FILE: '/old.key' }, root)).previousKms).toEqual({
      provider: 'local',
      keyFile: '/old.key',
    });
    const aws = { ...DATABASE, KMS_PREVIOUS_PROVIDER: 'aws' };
    await expect(readSettings(aws, root)).rejects.toThrow(/AWS_KMS_PREVIOUS_KEY_ID is not set/);
  });
});

describe('production', () => {
  it('is told which installation it is: the one that development makes is not looked for', async () => {
    const production = { FIELDFARE_ENV: 'production', KMS_KEY_FILE: '/etc/kms.key' };
    await expect(readSettings(production, root)).rejects.toThrow(/^FIELDFARE_DATA_DIR is not set/);
    expect(await readSettings({ ...production, ...DATABASE }, root)).toMatchObject({
      isProduction: true,
      isKeyFileNamed: true,
    });
  });
});

describe('the database', () => {
  const install = (postmaster?: string) => {
    const folder = join(root, '.fieldfare');
    mkdirSync(join(folder, 'secrets'), { recursive: true });
    mkdirSync(join(folder, 'postgres/cluster'), { recursive: true });
    writeFileSync(join(folder, 'secrets/database-roles.json'), JSON.stringify({ fieldfare_payments: 'from the file' }));
    if (postmaster !== undefined) writeFileSync(join(folder, 'postgres/cluster/postmaster.pid'), postmaster);
  };
  const running = ['4711', '/data', '1795223820', '5544', '', '127.0.0.1', '1 2', 'ready', ''].join('\n');

  it('is the one that npm start runs in the data folder', async () => {
    install(running);
    expect((await readSettings({}, root)).databaseUrl).toBe(
      'postgresql://fieldfare_payments:from%20the%20file@127.0.0.1:5544/fieldfare',
    );
  });

  it("is the owner's own, as the payment server's role", async () => {
    install();
    const env = { DATABASE_URL: 'postgresql://owner:secret@db.example/shop' };
    expect((await readSettings(env, root)).databaseUrl).toMatch(
      /^postgresql:\/\/fieldfare_payments:.+@db.example\/shop$/,
    );
  });

  it('says so where it does not run, and where nothing is installed', async () => {
    await expect(readSettings({}, root)).rejects.toThrow(/There is no installation in .+\.fieldfare/);
    install();
    await expect(readSettings({}, root)).rejects.toThrow(/is not running: start Fieldfare with "npm start"/);
    writeFileSync(join(root, '.fieldfare/secrets/database-roles.json'), 'damaged');
    await expect(readSettings({}, root)).rejects.toThrow(/database-roles.json cannot be read/);
  });
});
