import { approveTransfer, cancelTransfer, requestExport, runExport } from '@fieldfare/vault/transfers';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { closeSide, openSide, type Side } from '../testing/transfer-sides.ts';
import { createInstallation } from './installation.ts';
import { sweepExpired } from './sweep-expired.ts';

const PERSON_LEFT = expect.stringContaining('no administrator of the installation any more') as string;

let side: Side;
beforeAll(async () => {
  side = await openSide();
  await side.owner.query('UPDATE vault.transfer_policy SET delay_minutes = 0');
});
afterAll(() => closeSide(side));

const deps = () => ({
  store: side.store,
  kms: side.kms.kms,
  clock: side.stored.clock,
  vaultStore: side.stored.store,
});
const approve = ({ id, peerThumbprint }: Asked, user: string) =>
  approveTransfer(side.store, id, peerThumbprint ?? '', user);
const run = ({ id }: Asked) => runExport(deps(), id, { write: async () => undefined });

type Asked = Awaited<ReturnType<typeof askedBy>>;
/** An export to another vault's key. */
async function askedBy(userId: string) {
  const recipient = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
  const merchantId = await insertMerchant(side.stored.database);
  return (await requestExport(deps(), { merchantId, maxRows: 100, userId, recipient })).transfer;
}

it('an export holds only while both of its people are administrators', async () => {
  const carla = await createInstallation(side.stored.database).ensureUser(
    { email: 'carla@example.test', name: 'carla', passwordHash: 'none', role: 'ADMIN' },
    new Date(),
  );
  const setRole = (role: 'ADMIN' | 'VENDOR') =>
    side.owner.query('UPDATE users SET role = $2 WHERE id = $1', [carla, role]);
  const [first, second] = [await askedBy(carla), await askedBy(side.anna)];
  await setRole('VENDOR');
  await expect(approve(first, side.ben)).rejects.toMatchObject({ message: PERSON_LEFT });
  await setRole('ADMIN');
  await approve(first, side.ben);
  await approve(second, carla);
  await setRole('VENDOR');
  for (const asked of [first, second])
    await expect(run(asked)).rejects.toMatchObject({ detail: 'not_admin', message: PERSON_LEFT });
  const { rows } = await side.owner.query(
    "SELECT subject FROM audit_log WHERE action = 'card_export.refuse' AND body->>'reason' = 'person_left' ORDER BY id",
  );
  expect(rows.map(({ subject }) => subject)).toEqual([first.id, first.id, second.id]);
  await setRole('ADMIN');
  expect(await run(second)).toBe(0);
});

it('one that nobody approves or runs in its time expires, and its key is destroyed', async () => {
  const [asked, approved, left] = [await askedBy(side.anna), await askedBy(side.anna), await askedBy(side.anna)];
  await approve(approved, side.ben);
  const ids = [asked.id, approved.id];
  expect(await side.store.find(asked.id)).toMatchObject({ expiresAt: expect.any(Date) as Date });
  const past = "UPDATE vault.transfers SET expires_at = now() - interval '1 second' WHERE id = ANY ($1)";
  await side.owner.query(past, [ids]);
  await expect(approve(asked, side.ben)).rejects.toMatchObject({ detail: 'transfer_approval_expired' });
  await sweepExpired(side.stored.pool, new Date());
  for (const id of ids) {
    expect(await side.store.find(id)).toMatchObject({ state: 'expired', ownWrapped: null });
    const canceling = cancelTransfer(side.store, id, side.ben);
    await expect(canceling).rejects.toMatchObject({ detail: 'transfer_approval_expired' });
  }
  await expect(run(approved)).rejects.toMatchObject({ detail: 'transfer_approval_expired' });
  expect(await side.store.find(left.id)).toMatchObject({ state: 'requested' });
  const { rows } = await side.owner.query(
    "SELECT subject FROM audit_log WHERE action = 'card_export.expire' ORDER BY 1",
  );
  expect(rows).toEqual(ids.map((subject) => ({ subject })));
});
