import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPasswordHasher } from '@fieldfare/access';
import { createSecretStore } from '@fieldfare/db';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import { keyFileKms, openStoredVault, VISA } from '@fieldfare/db/testing/vault-fixtures';
import type { StoredVault } from '@fieldfare/db/testing/vault-fixtures';
import { newId } from '@fieldfare/protocol';
import { createLocalKms, createMerchantSecrets } from '@fieldfare/vault';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';
import type { RunCliOptions } from './testing/run-cli.ts';

const PASSWORD = 'correct horse 9 battery';
let test: TestDatabase;
let owner: pg.Client;
let kms: Awaited<ReturnType<typeof keyFileKms>>;
let stored: StoredVault;
let folder: string;
beforeEach(async () => {
  [test, kms, folder] = await Promise.all([
    createTestDatabase(),
    keyFileKms(),
    mkdtemp(join(tmpdir(), 'fieldfare-cli-')),
  ]);
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  stored = await openStoredVault(test.paymentsUrl, kms.kms);
});
afterEach(async () => {
  await stored.database.close();
  await owner.end();
  await Promise.all([test.drop(), kms.remove(), rm(folder, { recursive: true })]);
});

const cli = (argv: string, options: RunCliOptions = {}) =>
  runCli(argv.split(' '), {
    ...options,
    env: { PAYMENTS_DATABASE_URL: test.paymentsUrl, KMS_KEY_FILE: kms.keyFile, ...options.env },
  });
/** Runs a command that must succeed, and answers what it printed. */
const done = async (argv: string, options: RunCliOptions = {}) => {
  const { exitCode, out, said } = await cli(argv, options);
  expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
  return out;
};
const refusal = async (argv: string, options: RunCliOptions = {}) => {
  const { exitCode, said } = await cli(argv, options);
  expect(exitCode).toBe(1);
  return said;
};
const number = ({ token }: { token: string }) =>
  stored.vault.use(token, stored.merchantId, async (card) => card.number);
const letServersForget = async () => {
  await owner.query("UPDATE vault.data_keys SET retired_at = retired_at - interval '1 hour'");
  await owner.query("UPDATE vault.reencryptions SET started_at = started_at - interval '1 hour'");
};

describe('beginning without demo data', () => {
  it('makes a merchant, somebody who signs in and a key that works, each once', async () => {
    const make =
      'create-merchant --name Shop --origin https://shop.example --origin https://eu.shop.example --statement-descriptor SHOPS';
    const merchant = await done(make);
    expect(merchant).toMatch(/^mer_[0-9a-z]{26}$/);
    expect(await refusal(make)).toContain(merchant);
    const { rows } = await owner.query('SELECT allowed_origins FROM payment_profiles WHERE merchant_id = $1', [
      merchant,
    ]);
    expect(rows).toEqual([{ allowed_origins: ['https://shop.example', 'https://eu.shop.example'] }]);

    const user = `create-user --email Owner@Shop.example --name Olga --merchant ${merchant} --merchant-role owner`;
    expect(await done(user, { password: PASSWORD })).toMatch(/^usr_/);
    expect(await refusal(user)).toContain('owner@shop.example already');
    const { rows: users } = await owner.query(
      "SELECT u.role, m.role AS merchant_role, u.password_hash FROM users u JOIN memberships m ON m.user_id = u.id WHERE u.email = 'owner@shop.example'",
    );
    expect(users).toMatchObject([
      { role: 'VENDOR', merchant_role: 'owner', password_hash: expect.stringMatching(/^\$2b\$12\$/) },
    ]);
    const { rows: noted } = await owner.query(
      "SELECT action, actor->>'name' AS who FROM audit_log WHERE merchant_id = $1 AND action LIKE 'team.%'",
      [merchant],
    );
    expect(noted).toEqual([{ action: 'team.join', who: expect.stringMatching(/^Operator /) }]);
    const { rows: told } = await owner.query("SELECT type FROM pushes WHERE room LIKE 'merchant:%:team'");
    expect(told).toEqual([{ type: 'team:updated' }]);

    const printed = JSON.parse(await done(`create-key --merchant ${merchant} --mode live --name Server --json`));
    expect(printed.secret).toMatch(/^sk_live_/);
    const { rows: keys } = await owner.query('SELECT id, type, mode, hash FROM api_keys WHERE merchant_id = $1', [
      merchant,
    ]);
    expect(keys).toMatchObject([
      { id: printed.key, type: 'secret', mode: 'live', hash: expect.stringMatching(/^\$2b\$12\$/) },
    ]);
  });

  it.each([
    ['a short password', 'only 9 ch'],
    ['a password without a digit', 'correct horse battery'],
    ['a password without a letter', '123456789012'],
  ])('takes no %s', async (_, password) => {
    const user = 'create-user --email a@shop.example --name A --role ADMIN';
    expect(await refusal(user, { password })).toMatch(/at least 12 characters, among them a letter and a digit/);
  });

  it('knows no merchant that does not exist', async () => {
    const nobody = 'mer_00000000000000000000000000';
    expect(await refusal(`create-key --merchant ${nobody} --mode test --name A`)).toContain(nobody);
    const user = `create-user --email a@shop.example --name A --merchant ${nobody} --merchant-role owner`;
    expect(await refusal(user)).toContain(nobody);
  });
});

describe("somebody else's password", () => {
  const users = async (email: string) =>
    (await owner.query('SELECT password_hash, one_time_until FROM users WHERE email = $1', [email])).rows[0];
  const isOneTime = async (email: string, password: string) => {
    const { password_hash: hash, one_time_until: until } = await users(email);
    const hoursLeft = (until.getTime() - Date.now()) / 3_600_000;
    const hasher = createPasswordHasher({ cost: 4 });
    expect(await hasher.verify(password, hash)).toBe(true);
    await hasher.close();
    expect(hoursLeft).toBeGreaterThan(23);
    expect(hoursLeft).toBeLessThanOrEqual(24);
  };

  it('is made by chance where an account is made for them, and serves once', async () => {
    const printed = JSON.parse(
      await done('create-user --email new@shop.example --name New --role ADMIN --one-time --json', { password: '' }),
    );
    await isOneTime('new@shop.example', printed.password);
    const { merchantId } = stored;
    const wish = `vault import request --merchant ${merchantId} --max-rows 10 --key-out ${join(folder, 'key.json')}`;
    expect(await refusal(`${wish} --as new@shop.example`, { password: printed.password })).toContain('serves once');
  });

  it('is reset to one that serves once; every session ends, and the person and the audit log learn of it', async () => {
    await done('create-user --email lost@shop.example --name Lost', { password: PASSWORD });
    const { rows } = await owner.query("SELECT id FROM users WHERE email = 'lost@shop.example'");
    const { id } = rows[0];
    await owner.query(
      `INSERT INTO console_sessions (id, user_id, refresh_hash, ip, created_at, expires_at, last_used_at)
      VALUES ('cs_1', $1, 'x', '192.0.2.1', now(), now() + interval '1 hour', now())`,
      [id],
    );
    const password = (await done('reset-password --email Lost@shop.example')).trim();
    await isOneTime('lost@shop.example', password);
    const { rows: sessions } = await owner.query('SELECT revoked_at FROM console_sessions WHERE user_id = $1', [id]);
    expect(sessions).toEqual([{ revoked_at: expect.any(Date) }]);
    const { rows: noted } = await owner.query(
      "SELECT action, actor->>'name' AS who FROM audit_log WHERE subject = $1 AND action LIKE 'user.password%'",
      [id],
    );
    expect(noted).toEqual([{ action: 'user.password_reset', who: expect.stringMatching(/^Operator /) }]);
    const { rows: told } = await owner.query('SELECT kind FROM notifications WHERE user_id = $1', [id]);
    expect(told).toEqual([{ kind: 'account.password_reset' }]);
    expect(await refusal('reset-password --email nobody@shop.example')).toContain('Nobody signs in');
  });
});

describe('telling everybody at a console', () => {
  it('says it until it ends or is taken back, and notes who did', async () => {
    const id = await done('broadcast Maintenance. --severity warning --for 2h');
    expect(id).toMatch(/^evt_/);
    const said = async () =>
      (await owner.query("SELECT type, payload FROM pushes WHERE room = 'broadcast' ORDER BY sequence")).rows;
    expect(await said()).toMatchObject([
      { type: 'system:broadcast', payload: { id, severity: 'warning', message: 'Maintenance.' } },
    ]);
    expect(await done(`broadcast ${id} --end`)).toContain('taken back');
    expect(await said()).toHaveLength(2);
    expect(await refusal(`broadcast ${id} --end`)).toContain('Nothing of this id');
    const { rows } = await owner.query("SELECT actor FROM audit_log WHERE action = 'broadcast.say' AND subject = $1", [
      id,
    ]);
    expect(rows).toHaveLength(2);
    expect(rows[0].actor).toMatchObject({ type: 'system', name: expect.stringMatching(/^Operator /) });
  });

  it.each(['8d', '90', 'long'])('does not last %s', async (time) => {
    expect((await cli(`broadcast Soon. --for ${time}`)).exitCode).toBe(2);
  });
});

describe('the key ring', () => {
  const ring = async () =>
    JSON.parse(await done('keys list --json')) as { keys: { kid: string; purpose: string; state: string }[] };

  it('is shown, rotated, retired and destroyed', async () => {
    expect((await done('keys list')).split('\n')).toHaveLength(1 + 4 + 2);
    const first = (await ring()).keys.find(({ purpose }) => purpose === 'token');
    const kid = first?.kid ?? '';
    expect(await done('keys rotate token')).toContain(`${kid} is retired`);
    expect(await refusal(`keys destroy ${kid}`)).toMatch(/still needed/);
    expect(await done(`keys destroy ${kid} --now`)).toContain('is destroyed');
    expect(await refusal(`keys retire ${kid}`)).toMatch(/There is no key/);
    expect(await done('keys rotate payload')).toMatch(/payload_x25519: .+\n.+\npayload_p256: /);
    const root = (await ring()).keys.find(({ purpose }) => purpose === 'root');
    expect(await done(`keys retire ${root?.kid}`)).toMatch(/is retired, [\w-]{43} follows it/);
    expect(await done(`keys retire ${root?.kid}`)).toMatch(/was retired already/);
    const { rows } = await owner.query(
      "SELECT DISTINCT actor->>'name' AS by FROM audit_log WHERE action IN ('key.retire', 'key.destroy')",
    );
    expect(rows).toEqual([{ by: expect.stringMatching(/^Operator \S+ at /) }]);
  });

  it('needs the right key file, and makes none', async () => {
    const missing = join(folder, 'missing.key');
    expect(await refusal('keys rotate token', { env: { KMS_KEY_FILE: missing } })).toMatch(/There is no key file/);
    await expect(stat(missing)).rejects.toThrow('ENOENT');
  });

  it('gets a key file for a new installation, also one under a passphrase, and never over another', async () => {
    const [plain, sealed] = [join(folder, 'plain.key'), join(folder, 'sealed.key')];
    await done(`keys make-file ${plain}`);
    expect(await refusal(`keys make-file ${plain}`)).toMatch(/there already/);
    expect(await refusal(`keys make-file ${sealed} --passphrase`, { password: 'too short' })).toMatch(/16 characters/);
    await done(`keys make-file ${sealed} --passphrase`, { password: PASSWORD });
    expect([(await stat(plain)).mode & 0o777, (await readFile(plain)).length]).toEqual([0o600, 32]);
    const options = { keyFile: sealed, environment: 'production', allowInProduction: true } as const;
    await expect(createLocalKms(options)).rejects.toMatchObject({ detail: 'kms_passphrase_wrong' });
    await createLocalKms({ ...options, passphrase: PASSWORD });
  }, 60_000);

  it('moves to another KMS key while cards stay readable, and says when nothing is left', async () => {
    const card = await stored.pay();
    const next = await keyFileKms();
    expect(await refusal('keys rewrap')).toMatch(/KMS_PREVIOUS_PROVIDER is not set/);
    const env = { KMS_KEY_FILE: next.keyFile, KMS_PREVIOUS_PROVIDER: 'local', KMS_PREVIOUS_KEY_FILE: kms.keyFile };
    expect(await done('keys rewrap', { env })).toMatch(/Wrapped 6 keys anew; 0 were/);
    expect(await done('keys rewrap', { env })).toMatch(/Wrapped 0 keys anew; 6 were/);
    const server = await openStoredVault(test.paymentsUrl, next.kms);
    expect(await server.vault.use(card.token, stored.merchantId, async (found) => found.number)).toBe(VISA.number);
    await server.database.close();
    await next.remove();
  });
});

describe('stored cards', () => {
  it('move to new keys, which outlive the old ones', async () => {
    const cards = [await stored.pay(), await stored.pay()];
    const waits: number[] = [];
    const wait = async (ms: number) => {
      waits.push(ms);
      await letServersForget();
    };
    expect(await done('vault reencrypt --full', { wait })).toBe('Finished. Destroyed 1 old keys.');
    expect(waits).toHaveLength(1);
    stored.vault.close();
    expect(await Promise.all(cards.map(number))).toEqual([VISA.number, VISA.number]);
    expect(await done('keys list')).toContain('second factors: 1 active, 0 retired, 1 destroyed.');
  });

  it('that servers still store under old keys are moved before those are destroyed', async () => {
    await stored.pay();
    const first = await cli('vault reencrypt --no-wait');
    expect(first).toMatchObject({ exitCode: 0, out: expect.stringContaining('All is moved') as string });
    expect(first.said).toContain('Began renc_');
    expect(await refusal('vault reencrypt --full')).toMatch(/can finish after \d{4}-.*without --full and --no-wait/);
    const late = await stored.pay();
    await letServersForget();
    const second = await cli('vault reencrypt');
    expect(second).toMatchObject({ exitCode: 0, out: 'Finished. Destroyed 1 old keys.' });
    expect(second.said).toContain('0 secrets and 1 cards moved.');
    expect(second.said).toMatch(
      /Going on with renc_\w+ \(rewrap\): 0 of 0 secrets and 1 of 2 cards are under keys in use/,
    );
    stored.vault.close();
    expect(await number(late)).toBe(VISA.number);
  });

  it('stay under a rotated key until they are moved; it cannot be destroyed meanwhile', async () => {
    const card = await stored.pay();
    expect(await done(`keys rotate merchant --merchant ${stored.merchantId}`)).toContain('Retired 1 key;');
    expect(await refusal(`keys destroy ${card.dataKeyId}`)).toMatch(/quarter of an hour/);
    await letServersForget();
    expect(await refusal(`keys destroy ${card.dataKeyId}`)).toMatch(/Cards or secrets are stored under it/);
    expect(await done('keys destroy unused')).toMatch(/Destroyed 0; kept 1/);
    await done('vault reencrypt --keep-old-keys', { wait: letServersForget });
    expect(await done(`keys destroy ${card.dataKeyId}`)).toMatch(/is destroyed/);
    expect(await number(card)).toBe(VISA.number);
  });

  it("take merchants' secrets along, so that nothing needs the old key", async () => {
    const merchantSecrets = createMerchantSecrets({
      merchantKeys: stored.vault.merchantKeys,
      store: createSecretStore(stored.pool),
      clock: stored.clock,
    });
    const name = { id: newId('secret'), merchantId: stored.merchantId, purpose: 'webhook' };
    await merchantSecrets.keep(name, 'a shared secret');
    const outcome = await cli('vault reencrypt', { wait: letServersForget });
    expect(outcome).toMatchObject({ exitCode: 0, out: 'Finished. Destroyed 1 old keys.' });
    expect(outcome.said).toContain('1 secrets and 0 cards moved.');
    stored.vault.close();
    expect(await merchantSecrets.read(name)).toBe('a shared secret');
    await owner.query('UPDATE vault.secrets SET sealed = $1', [Buffer.alloc(60)]);
    expect(await refusal('vault reencrypt')).toContain(`stay where they are: ${name.id}`);
  });

  it('keep their keys where there is nothing to move them with', async () => {
    await stored.pay();
    const env = { KMS_KEY_FILE: join(folder, 'nowhere.key') };
    expect(await refusal('vault reencrypt', { env })).toBe(
      `fieldfare: There is no key file ${env.KMS_KEY_FILE}. Restore it from its backup, or make one for a new installation with: fieldfare keys make-file ${env.KMS_KEY_FILE}`,
    );
    expect(await done('keys list')).toContain('second factors: 1 active, 0 retired, 0 destroyed.');
  });

  it('that are damaged are named', async () => {
    const card = await stored.pay();
    await owner.query('UPDATE vault.cards SET wrapped_key = $1', [Buffer.alloc(60)]);
    expect(await refusal('vault reencrypt')).toContain(`stay where they are: ${card.token}`);
  });

  it('are revoked by their token', async () => {
    const card = await stored.pay();
    expect(await done(`vault revoke ${card.token} --merchant ${stored.merchantId}`)).toBe(`${card.token} is revoked.`);
    expect(await done(`vault revoke ${card.token} --merchant ${stored.merchantId}`)).toMatch(/already/);
    await expect(number(card)).rejects.toMatchObject({ detail: 'card_revoked' });
    const stranger = 'mer_00000000000000000000000000';
    expect(await refusal(`vault revoke ${card.token} --merchant ${stranger}`)).toMatch(/no such card/);
  });
});

describe('cards that move to another vault', () => {
  beforeEach(async () => {
    for (const name of ['anna', 'ben']) {
      await done(`create-user --email ${name}@shop.example --name ${name} --role ADMIN`, { password: PASSWORD });
    }
    await owner.query('UPDATE vault.transfer_policy SET delay_minutes = 0');
  });
  const as = (name: string) => `--as ${name}@shop.example`;
  const path = (name: string) => join(folder, name);
  const idIn = (text: string) => /xfer_[0-9a-z]{26}/.exec(text)?.[0] ?? '';
  const thumbprints = (text: string) => text.match(/(?<=\s)[\w-]{43}$/gm) ?? [];

  it('are asked for, approved, exported and imported, command by command', async () => {
    const cards = [await stored.pay(), await stored.pay()];
    // The other vault is this one, under another merchant: its tokens are taken, so the cards leave first.
    const target = await done('create-merchant --name Target --origin https://t.example --statement-descriptor TARGET');
    const password = { password: PASSWORD };

    const wanted = await done(
      `vault import request --merchant ${target} --max-rows 10 --key-out ${path('key.jwk')} ${as('anna')}`,
      password,
    );
    const [importThumbprint = ''] = thumbprints(wanted);
    const asked = await done(
      `vault export request --merchant ${stored.merchantId} --recipient ${path('key.jwk')} --max-rows 10 ${as('anna')}`,
      password,
    );
    const [sealedTo, signedBy = ''] = thumbprints(asked);
    expect(sealedTo).toBe(importThumbprint);
    const [exportId, importId] = [idIn(asked), idIn(wanted)];

    const approval = `vault export approve ${exportId} --thumbprint ${importThumbprint}`;
    expect(await refusal(`${approval} ${as('anna')}`, password)).toMatch(/a second person must/);
    expect(await refusal(`${approval} ${as('ben')}`, { password: 'wrong' })).toMatch(/do not belong together/);
    expect(await refusal(`vault export run ${exportId} --out ${path('cards.ffx')}`)).toMatch(/not been approved/);
    expect(await done(`${approval} ${as('ben')}`, password)).toMatch(/is approved\. It may run from/);
    expect(await refusal(`vault import approve ${exportId} --thumbprint x ${as('ben')}`, password)).toMatch(
      /no import/,
    );
    await done(`vault import approve ${importId} --thumbprint ${signedBy} ${as('ben')}`, password);

    expect(await done(`vault export run ${exportId} --out ${path('cards.ffx')}`)).toContain('Wrote 2 cards');
    expect((await stat(path('cards.ffx'))).mode & 0o777).toBe(0o600);
    await owner.query('DELETE FROM vault.cards');
    expect(await done(`vault import run ${importId} --in ${path('cards.ffx')}`)).toBe(
      'Imported 2 cards, 0 of them as payment methods; 0 were there already.',
    );
    const numbers = cards.map(({ token }) => stored.vault.use(token, target, async (card) => card.number));
    expect(await Promise.all(numbers)).toEqual([VISA.number, VISA.number]);
    expect(await done('vault export list')).toMatch(new RegExp(`${exportId}  finished .+ 2 of 10`));
    expect(await done('vault import list')).toMatch(new RegExp(`${importId}  finished .+ 2 of 10`));
  });

  it('are canceled, and a file that was not finished is not left behind', async () => {
    const target = stored.merchantId;
    const password = { password: PASSWORD };
    const wanted = await done(
      `vault import request --merchant ${target} --max-rows 10 --key-out ${path('key.jwk')} ${as('anna')}`,
      password,
    );
    expect(await done(`vault import cancel ${idIn(wanted)} ${as('ben')}`, password)).toMatch(/is canceled/);
    expect(await refusal(`vault import cancel ${idIn(wanted)} ${as('ben')}`, password)).toMatch(/was canceled/);
    expect(await refusal(`vault import run ${idIn(wanted)} --in ${path('nothing')}`)).toMatch(/nothing cannot be used/);
    const exportId = 'xfer_00000000000000000000000000';
    expect(await refusal(`vault export run ${exportId} --out ${path('cards.ffx')}`)).toMatch(/no such export/);
    await expect(stat(path('cards.ffx.unfinished'))).rejects.toThrow('ENOENT');
    await writeFile(path('bad.jwk'), 'not JSON');
    const request = `vault export request --merchant ${target} --max-rows 1 --recipient ${path('bad.jwk')} ${as('anna')}`;
    expect(await refusal(request, password)).toMatch(/holds no JSON/);
  });
});
