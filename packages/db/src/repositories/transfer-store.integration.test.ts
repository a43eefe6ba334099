import { newId } from '@fieldfare/protocol';
import { rewrapKeys } from '@fieldfare/vault';
import {
  approveTransfer,
  cancelTransfer,
  requestExport,
  requestImport,
  runExport,
  runImport,
} from '@fieldfare/vault/transfers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { closeSide, openSide, type Side } from '../testing/transfer-sides.ts';
import { keyFileKms, VISA } from '../testing/vault-fixtures.ts';
import { createDataKeyStore } from './data-key-store.ts';
import { createInstallation } from './installation.ts';
import { createKeyRingStore } from './key-ring-store.ts';

const MASTERCARD = { ...VISA, number: '5555555555554444', name: 'Zoë Müller' };

let here: Side;
let there: Side;
beforeAll(async () => {
  [here, there] = await Promise.all([openSide(), openSide()]);
});
afterAll(async () => {
  await Promise.all([closeSide(here), closeSide(there)]);
});
beforeEach(async () => {
  for (const { owner } of [here, there])
    await owner.query(
      'UPDATE vault.transfer_policy SET delay_minutes = 0, approval_lives_minutes = 10, max_rows = 1000',
    );
});

const deps = ({ stored, store, kms }: Side) => ({ store, kms: kms.kms, clock: stored.clock, vaultStore: stored.store });
const newMerchant = ({ stored }: Side) => insertMerchant(stored.database);

async function askForImport(maxRows = 100, merchantId?: string) {
  const wish = { merchantId: merchantId ?? (await newMerchant(there)), maxRows, userId: there.anna };
  return requestImport(deps(there), wish);
}

async function askForExport(merchantId: string, recipient: unknown, maxRows = 100) {
  return requestExport(deps(here), { merchantId, maxRows, userId: here.anna, recipient });
}

/** A file of the merchant's cards, made for the import, with everything approved. */
async function exportFor(merchantId: string, wanted: Awaited<ReturnType<typeof askForImport>>): Promise<string[]> {
  const asked = await askForExport(merchantId, wanted.transfer.ownPublic);
  await approveTransfer(here.store, asked.transfer.id, wanted.ownThumbprint, here.ben);
  await approveTransfer(there.store, wanted.transfer.id, asked.ownThumbprint, there.ben);
  const lines: string[] = [];
  await runExport(deps(here), asked.transfer.id, { write: async (line) => void lines.push(line), batchSize: 2 });
  return lines;
}

async function* read(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield line;
}
const importLines = (id: string, lines: readonly string[], options = {}) =>
  runImport(deps(there), id, { lines: () => read(lines), batchSize: 2, ...options });

const stateConflict = (message: string) => ({ detail: 'transfer_state_conflict', message });

describe('moving the cards of a merchant to another vault', () => {
  it('keeps tokens and cards, gives them keys and fingerprints of the other vault, and shows none on the way', async () => {
    const merchantId = await newMerchant(here);
    const cards = [await here.stored.pay(VISA, merchantId), await here.stored.pay(MASTERCARD, merchantId)];
    const revoked = await here.stored.pay(VISA, merchantId);
    await here.stored.vault.revoke(revoked.token, merchantId, { type: 'system', id: null, name: 'Test' });
    await here.stored.pay(VISA);

    const wanted = await askForImport();
    const lines = await exportFor(merchantId, wanted);
    expect(lines).toHaveLength(cards.length + 2);
    const file = lines.map((line) => line + Buffer.from(line, 'base64url').toString('latin1')).join('\n');
    for (const secret of [VISA.number, MASTERCARD.number, 'Zoë', cards[0]?.token ?? ''])
      expect(file).not.toContain(secret);

    expect(await importLines(wanted.transfer.id, lines)).toEqual({
      imported: 2,
      saved: 0,
      already_there: 0,
      taken: 0,
      takenTokens: [],
    });
    const { merchantId: target } = wanted.transfer;
    const opened = await Promise.all(
      cards.map(({ token }) => there.stored.vault.use(token, target, async (card) => card)),
    );
    expect(opened.map(({ number, name }) => [number, name])).toEqual([
      [VISA.number, undefined],
      [MASTERCARD.number, 'Zoë Müller'],
    ]);
    const { rows } = await there.owner.query('SELECT fingerprint, created_at FROM vault.cards WHERE token = $1', [
      cards[0]?.token,
    ]);
    expect(rows[0].fingerprint.equals(cards[0]?.fingerprint)).toBe(false);
    expect(rows[0].created_at).toEqual(
      (await here.owner.query('SELECT created_at FROM vault.cards WHERE token = $1', [cards[0]?.token])).rows[0]
        .created_at,
    );
    expect(await here.stored.vault.use(cards[0]?.token ?? '', merchantId, async ({ number }) => number)).toBe(
      VISA.number,
    );
  });

  it("takes no processor's names of the cards along, and leaves them where they are", async () => {
    const merchantId = await newMerchant(here);
    const { token } = await here.stored.pay(VISA, merchantId);
    await here.stored.vault.keepProcessorReference(token, merchantId, 'stripe', 'cus_kept/pm_kept');
    const wanted = await askForImport();
    const { merchantId: target } = wanted.transfer;
    expect(await importLines(wanted.transfer.id, await exportFor(merchantId, wanted))).toMatchObject({ imported: 1 });
    expect(await there.stored.vault.use(token, target, async ({ number }) => number)).toBe(VISA.number);
    expect(await there.stored.vault.processorReference(token, target, 'stripe')).toBeNull();
    expect(await here.stored.vault.processorReference(token, merchantId, 'stripe')).toBe('cus_kept/pm_kept');
    // What was not kept there is not forgotten there either: nobody is asked to delete another account's card.
    expect((await there.owner.query('SELECT 1 FROM card_keepings WHERE card_token = $1', [token])).rows).toEqual([]);
  });

  it('is in the audit log on both sides, with both people', async () => {
    const merchantId = await newMerchant(here);
    await here.stored.pay(VISA, merchantId);
    const wanted = await askForImport();
    await importLines(wanted.transfer.id, await exportFor(merchantId, wanted));
    const steps = async ({ owner }: Side, merchant: string) =>
      (
        await owner.query(
          "SELECT action, actor->>'name' AS by FROM audit_log WHERE merchant_id = $1 AND action LIKE 'card_%port.%' ORDER BY id",
          [merchant],
        )
      ).rows;
    const expected = (kind: string) => [
      { action: `${kind}.request`, by: 'anna' },
      { action: `${kind}.approve`, by: 'ben' },
      { action: `${kind}.start`, by: 'Vault' },
      { action: `${kind}.finish`, by: 'Vault' },
    ];
    expect(await steps(here, merchantId)).toEqual(expected('card_export'));
    expect(await steps(there, wanted.transfer.merchantId)).toEqual(expected('card_import'));
  });

  it('leaves no private key behind when it is over', async () => {
    const wanted = await askForImport();
    await importLines(wanted.transfer.id, await exportFor(await newMerchant(here), wanted));
    for (const { owner } of [here, there]) {
      const { rows } = await owner.query(
        "SELECT count(*)::int AS left FROM vault.transfers WHERE state IN ('finished', 'canceled') AND own_wrapped IS NOT NULL",
      );
      expect(rows).toEqual([{ left: 0 }]);
    }
  });

  it('goes on after a change of the KMS key', async () => {
    const merchantId = await newMerchant(here);
    await here.stored.pay(VISA, merchantId);
    const wanted = await askForImport();
    const [lines, next] = [await exportFor(merchantId, wanted), await keyFileKms()];
    const store = { ...createDataKeyStore(there.stored.pool), ...createKeyRingStore(there.stored.pool) };
    const rewrap = (current: Side['kms'], previous: Side['kms']) =>
      rewrapKeys({ store, current: current.kms, previous: previous.kms }, { type: 'system', id: null, name: 'Test' });
    await rewrap(next, there.kms);
    const report = await runImport({ ...deps(there), kms: next.kms }, wanted.transfer.id, { lines: () => read(lines) });
    expect(report.imported).toBe(1);
    await rewrap(there.kms, next);
    await next.remove();
    const { rows } = await there.owner.query(
      "SELECT action FROM audit_log WHERE action LIKE '%.rewrap' AND (subject = $1 OR action <> 'transfer_key.rewrap') GROUP BY action ORDER BY action",
      [wanted.transfer.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['data_key.rewrap', 'key.rewrap', 'transfer_key.rewrap']);
  });
});

describe('an export', () => {
  it('needs two administrators, and the thumbprint that the second was told', async () => {
    const merchantId = await newMerchant(here);
    const wanted = await askForImport();
    await expect(
      requestExport(deps(here), { merchantId, maxRows: 1, userId: here.vera, recipient: wanted.transfer.ownPublic }),
    ).rejects.toMatchObject({ detail: 'not_admin' });
    const { transfer } = await askForExport(merchantId, wanted.transfer.ownPublic);
    const approve = (thumbprint: string, user: string) => approveTransfer(here.store, transfer.id, thumbprint, user);
    await expect(approve(wanted.ownThumbprint, here.anna)).rejects.toMatchObject({ detail: 'same_person' });
    await expect(approve(wanted.ownThumbprint, here.vera)).rejects.toMatchObject({ detail: 'not_admin' });
    const carl = { email: 'carl@example.test', name: 'carl', passwordHash: 'none', role: 'ADMIN' } as const;
    const left = await createInstallation(here.stored.database).ensureUser(carl, new Date());
    await here.owner.query('UPDATE users SET disabled_at = now() WHERE id = $1', [left]);
    await expect(approve(wanted.ownThumbprint, left)).rejects.toMatchObject({ detail: 'not_admin' });
    await expect(approve('another', here.ben)).rejects.toMatchObject({ detail: 'thumbprint_mismatch' });
    await expect(run(transfer.id)).rejects.toMatchObject(stateConflict('It has not been approved yet.'));
    await approve(wanted.ownThumbprint, here.ben);
    await expect(approve(wanted.ownThumbprint, here.ben)).rejects.toMatchObject(
      stateConflict('It has been approved already.'),
    );
    const { rows } = await here.owner.query(
      "SELECT body->>'reason' AS reason FROM audit_log WHERE subject = $1 AND action = 'card_export.refuse' ORDER BY id",
      [transfer.id],
    );
    expect(rows).toEqual([{ reason: 'same_person' }, { reason: 'thumbprint_mismatch' }]);
  });

  const run = (id: string) => runExport(deps(here), id, { write: async () => undefined });
  async function approved(maxRows = 100, merchantId?: string) {
    const wanted = await askForImport();
    const asked = await askForExport(merchantId ?? (await newMerchant(here)), wanted.transfer.ownPublic, maxRows);
    await approveTransfer(here.store, asked.transfer.id, wanted.ownThumbprint, here.ben);
    return asked.transfer.id;
  }

  it('waits for its delay, and its approval does not hold for ever', async () => {
    await here.owner.query('UPDATE vault.transfer_policy SET delay_minutes = 1440');
    const id = await approved();
    await expect(run(id)).rejects.toMatchObject({ detail: 'too_early' });
    await here.owner.query("UPDATE vault.transfers SET not_before = now() - interval '1 minute' WHERE id = $1", [id]);
    await here.owner.query("UPDATE vault.transfers SET expires_at = now() - interval '1 second' WHERE id = $1", [id]);
    await expect(run(id)).rejects.toMatchObject({ detail: 'transfer_approval_expired' });
  });

  it('gives out nothing before it runs, to the role of the payment server neither', async () => {
    const merchantId = await newMerchant(here);
    await here.stored.pay(VISA, merchantId);
    const id = await approved(100, merchantId);
    expect(await here.store.exportCards(id, '', 100)).toEqual([]);
    await expect(
      here.stored.pool.query("SELECT vault.note_transfer($1, 'approve', NULL, '{}')", [id]),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(here.stored.pool.query('UPDATE vault.transfer_policy SET delay_minutes = 0')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('of more cards than were asked for exports none', async () => {
    const merchantId = await newMerchant(here);
    for (let i = 0; i < 3; i++) await here.stored.pay(VISA, merchantId);
    await expect(run(await approved(2, merchantId))).rejects.toMatchObject({ detail: 'too_many_rows' });
    expect(await run(await approved(3, merchantId))).toBe(3);
    const wanted = await askForImport();
    const tooMany = 'UPDATE vault.transfers SET rows = max_rows + 1 WHERE id = $1';
    await expect(there.owner.query(tooMany, [wanted.transfer.id])).rejects.toMatchObject({ code: '23514' });
    await expect(askForExport(merchantId, wanted.transfer.ownPublic, 1001)).rejects.toMatchObject({
      detail: 'row_limit_refused',
    });
  });

  it('can be canceled by any administrator until it is over, also while it runs', async () => {
    const merchantId = await newMerchant(here);
    await here.stored.pay(VISA, merchantId);
    const id = await approved(100, merchantId);
    await expect(cancelTransfer(here.store, id, here.vera)).rejects.toMatchObject({ detail: 'not_admin' });
    const running = runExport(deps(here), id, {
      write: async (line) => {
        if (line.startsWith('{')) await cancelTransfer(here.store, id, here.ben).catch(() => undefined);
      },
    });
    await expect(running).rejects.toMatchObject({ detail: 'canceled' });
    await expect(run(id)).rejects.toMatchObject(stateConflict('It was canceled.'));
    expect(await here.store.exportCards(id, '', 100)).toEqual([]);
    const { rows } = await here.owner.query(
      "SELECT actor->>'name' AS by FROM audit_log WHERE subject = $1 AND action = 'card_export.cancel'",
      [id],
    );
    expect(rows).toEqual([{ by: 'ben' }]);
  });

  it('begins anew after it was ended half way, and runs no more when it is finished', async () => {
    const merchantId = await newMerchant(here);
    for (let i = 0; i < 3; i++) await here.stored.pay(VISA, merchantId);
    const id = await approved(100, merchantId);
    const ended = runExport(deps(here), id, { write: () => Promise.reject(new Error('disk is full')) });
    await expect(ended).rejects.toThrow('disk is full');
    expect(await run(id)).toBe(3);
    await expect(run(id)).rejects.toMatchObject(stateConflict('It is finished.'));
  });

  it.each([
    ['a private key', { kty: 'OKP', crv: 'X25519', x: 'x'.repeat(43), d: 'x'.repeat(43) }],
    ['an RSA key', { kty: 'RSA', n: 'x', e: 'AQAB' }],
    ['a point that is on no curve', { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) }],
    ['nothing', null],
  ])('takes for its recipient no %s', async (_, recipient) => {
    await expect(askForExport(await newMerchant(here), recipient)).rejects.toMatchObject({
      detail: 'recipient_invalid',
    });
  });
});

describe('an import', () => {
  async function withFile(maxRows = 100) {
    const merchantId = await newMerchant(here);
    for (let i = 0; i < 5; i++) await here.stored.pay(VISA, merchantId);
    const wanted = await askForImport(maxRows);
    return { id: wanted.transfer.id, target: wanted.transfer.merchantId, lines: await exportFor(merchantId, wanted) };
  }
  const cardsOf = async (merchantId: string) =>
    (await there.owner.query('SELECT count(*)::int AS n FROM vault.cards WHERE merchant_id = $1', [merchantId])).rows[0]
      .n;
  const last = (line: string) => `${line.slice(0, -1)}${line.endsWith('A') ? 'B' : 'A'}`;

  it.each<[string, (lines: string[]) => string[]]>([
    ['cut short', (lines) => lines.slice(0, -1)],
    ['without one of its cards', (lines) => lines.toSpliced(2, 1)],
    ['with a card twice', (lines) => lines.toSpliced(2, 0, lines[2] ?? '')],
    ['in another order', (lines) => lines.with(1, lines[2] ?? '').with(2, lines[1] ?? '')],
    ['with a changed card', (lines) => lines.with(3, last(lines[3] ?? ''))],
    ['with something after its end', (lines) => [...lines, lines[1] ?? '']],
    ['with a changed end', (lines) => lines.map((line) => line.replace('{"trailer":"ey', '{"trailer":"eyA'))],
    ['that is empty', () => []],
    ['that is something else', () => ['{"format":"csv"}']],
  ])('refuses a file %s, and stores nothing of it', async (_, change) => {
    const { id, target, lines } = await withFile();
    await expect(importLines(id, change(lines))).rejects.toMatchObject({ detail: 'transfer_file_invalid' });
    expect(await cardsOf(target)).toBe(0);
    expect((await importLines(id, lines)).imported).toBe(5);
  });

  it('refuses a file that changes after it was verified', async () => {
    const { id, target, lines } = await withFile();
    let reads = 0;
    const changing = () => read(reads++ === 0 ? lines : lines.with(1, last(lines[1] ?? '')));
    await expect(importLines(id, [], { lines: changing })).rejects.toMatchObject({ detail: 'transfer_file_invalid' });
    expect(await cardsOf(target)).toBe(0);
  });

  it('refuses a file for another import, and one by a signer whose thumbprint nobody approved', async () => {
    const [mine, other] = [await withFile(), await withFile()];
    await expect(importLines(mine.id, other.lines)).rejects.toMatchObject({ detail: 'wrong_recipient' });
    const header = JSON.parse(mine.lines[0] ?? '');
    const forged = [JSON.stringify({ ...header, signing_key: JSON.parse(other.lines[0] ?? '').signing_key })];
    await expect(importLines(mine.id, [...forged, ...mine.lines.slice(1)])).rejects.toMatchObject({
      detail: 'thumbprint_mismatch',
    });
  });

  it('ended half way, goes on where it was', async () => {
    const { id, target, lines } = await withFile();
    const ended = importLines(id, lines, {
      onProgress: () => {
        throw new Error('ended');
      },
    });
    await expect(ended).rejects.toThrow('ended');
    expect(await cardsOf(target)).toBe(2);
    expect(await importLines(id, lines)).toMatchObject({ imported: 3, already_there: 2, taken: 0 });
    expect(await cardsOf(target)).toBe(5);
    await expect(importLines(id, lines)).rejects.toMatchObject(stateConflict('It is finished.'));
    const { rows } = await there.owner.query(
      'SELECT action, body FROM audit_log WHERE subject = $1 ORDER BY id OFFSET 2',
      [id],
    );
    expect(rows).toEqual([
      { action: 'card_import.start', body: { cards: null } },
      { action: 'card_import.resume', body: { cards: 2 } },
      { action: 'card_import.finish', body: { cards: 5 } },
    ]);
  });

  it('leaves a card alone whose token is taken, and names it', async () => {
    const merchantId = await newMerchant(here);
    const { token } = await here.stored.pay(VISA, merchantId);
    const first = await askForImport();
    await importLines(first.transfer.id, await exportFor(merchantId, first));
    const second = await askForImport();
    const lines = await exportFor(merchantId, second);
    expect(await importLines(second.transfer.id, lines)).toMatchObject({ imported: 0, taken: 1, takenTokens: [token] });
    expect(await there.stored.vault.use(token, first.transfer.merchantId, async ({ number }) => number)).toBe(
      VISA.number,
    );
    expect(await cardsOf(second.transfer.merchantId)).toBe(0);
  });

  it('of more cards than were asked for stores none', async () => {
    const { id, target, lines } = await withFile(4);
    await expect(importLines(id, lines)).rejects.toMatchObject({ detail: 'too_many_rows' });
    expect(await cardsOf(target)).toBe(0);
  });

  it('does not run before a second person has approved it', async () => {
    const { transfer } = await askForImport();
    await expect(importLines(transfer.id, [])).rejects.toMatchObject(stateConflict('It has not been approved yet.'));
    await expect(approveTransfer(there.store, transfer.id, 'x', there.anna)).rejects.toMatchObject({
      detail: 'same_person',
    });
    await expect(importLines(newId('transfer'), [])).rejects.toMatchObject({ detail: 'transfer_not_found' });
  });
});
