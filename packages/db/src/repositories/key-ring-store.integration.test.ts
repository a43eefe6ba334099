import { createKeyRing, destroyKey, rotateKey } from '@fieldfare/vault';
import type { KeyRing } from '@fieldfare/vault';
import { FakeClock } from '@fieldfare/vault/testing/fake-clock';
import { localTestKms } from '@fieldfare/vault/testing/local-test-kms';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { createDataKeyStore } from './data-key-store.ts';
import { createKeyRingStore } from './key-ring-store.ts';

const DAY_MS = 86_400_000;
const operator = { type: 'user', id: 'usr_1', name: 'A. Operator' } as const;
let test: TestDatabase;
let owner: pg.Client;
let pool: pg.Pool;
let clock: FakeClock;
beforeEach(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  pool = new pg.Pool({ connectionString: test.paymentsUrl });
  clock = new FakeClock();
});
afterEach(async () => {
  await pool.end();
  await owner.end();
  await test.drop();
});

async function setUp() {
  const deps = { store: createKeyRingStore(pool), kms: await localTestKms(), clock };
  const ring = createKeyRing({ ...deps, issuer: 'http://localhost:3001' });
  await ring.load();
  return { deps, ring };
}
/** What field documents pin: the query of the web app. */
const pinned = async () => {
  const { rows } = await owner.query<{ thumbprint: string }>(
    'SELECT thumbprint FROM signing_roots WHERE retired_at IS NULL',
  );
  return new Set(rows.map(({ thumbprint }) => thumbprint));
};
const expectPinned = async (ring: KeyRing) => expect(await pinned()).toEqual(new Set(ring.rootThumbprints()));

describe('a root', () => {
  it('stays pinned after its successor was made, until it is destroyed', async () => {
    const { deps, ring } = await setUp();
    const [first] = ring.rootThumbprints();
    clock.advance(DAY_MS);
    const { created } = await rotateKey(deps, 'root', operator);
    await ring.refresh();
    expect(await pinned()).toEqual(new Set([first, created.kid]));
    await expectPinned(ring);

    clock.advance(3 * DAY_MS);
    await destroyKey(deps, first ?? '', { isEmergency: false }, operator);
    await ring.refresh();
    expect(await pinned()).toEqual(new Set([created.kid]));
    await expectPinned(ring);
  });
});

describe('every change of a key', () => {
  it('is in the audit log with the one who made it, and changes nothing twice', async () => {
    const { deps, ring } = await setUp();
    await owner.query('DELETE FROM audit_log');
    const old = ring.jwks().keys.find(({ use }) => use === 'sig');
    const { created } = await rotateKey(deps, 'token', operator);
    await destroyKey(deps, old?.kid ?? '', { isEmergency: true }, operator);
    expect(await deps.store.destroyKey(old?.kid ?? '', clock.now(), operator)).toBe(false);
    expect(await deps.store.retireKey(old?.kid ?? '', clock.now(), operator)).toBe(false);
    const { rows } = await owner.query('SELECT action, actor, subject, body FROM audit_log ORDER BY id');
    const entry = (action: string, subject: string | undefined) => ({
      action,
      actor: operator,
      subject,
      body: { purpose: 'token' },
    });
    expect(rows).toEqual([
      entry('key.retire', old?.kid),
      entry('key.create', created.kid),
      entry('key.destroy', old?.kid),
    ]);
    const kept = await owner.query('SELECT wrapped_private FROM vault.key_ring WHERE kid = $1', [old?.kid]);
    expect(kept.rows).toEqual([{ wrapped_private: null }]);
  });

  it('is wrapped anew only in the place of what was read: what became of it meanwhile stays', async () => {
    const { deps } = await setUp();
    const keys = createDataKeyStore(pool);
    const at = new Date();
    await owner.query(
      "INSERT INTO vault.data_keys (id, merchant_id, period, wrapped, created_at) VALUES ('dk_rewrap', 'mer_rewrap', '2026-11', 'by another', $1)",
      [at],
    );
    const [read, anew] = [Buffer.from('as it was read'), Buffer.from('under the new key')];
    const [ringKey] = await deps.store.listKeys();
    if (!ringKey) throw new Error('the ring is empty');
    expect(await keys.replaceWrappedKey(ringKey, read, anew, operator)).toBe(false);
    expect(await keys.replaceWrappedDataKey('dk_rewrap', read, anew, operator)).toBe(false);
    const { rows } = await owner.query("SELECT wrapped FROM vault.data_keys WHERE id = 'dk_rewrap'");
    expect(rows).toEqual([{ wrapped: Buffer.from('by another') }]);
    const [now] = await deps.store.listKeys();
    expect(now?.wrappedPrivate).toEqual(ringKey.wrappedPrivate);
    const noted = await owner.query("SELECT 1 FROM audit_log WHERE action LIKE '%.rewrap'");
    expect(noted.rows).toEqual([]);
    expect(await keys.replaceWrappedDataKey('dk_rewrap', Buffer.from('by another'), anew, operator)).toBe(true);
  });
});
