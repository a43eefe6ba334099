import { createHmac } from 'node:crypto';
import { newId } from '@fieldfare/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';
import type { TestVault } from '../testing/open-test-vault.ts';
import { fingerprintKeyContext } from './data-key-context.ts';

let test: TestVault;
beforeEach(async () => {
  test = await openTestVault();
});

describe('opening a card', () => {
  it.each(['X25519', 'P-256'] as const)('lends what was typed, when jose encrypted it to the %s key', async (crv) => {
    const { vault, sender, expected, recipient } = test;
    const card = { ...VISA, name: 'Zoë Müller', postal_code: '12345' };
    const opened = await vault.open(await sender.seal(card, expected, recipient(crv)), expected);
    expect(await opened.use(async (lent) => lent)).toEqual(card);
    expect(opened.bin).toBe('42424242');
    expect(opened.stored.masked).toEqual({
      type: 'card',
      brand: 'visa',
      last4: '4242',
      exp_month: 12,
      exp_year: 2030,
      bank_name: null,
    });
  });

  it('gives processors six digits of a short number', async () => {
    const { bin } = await test.openCard({ ...VISA, number: '378282246310005', cvc: '7391' });
    expect(bin).toBe('378282');
  });

  it('names the same card by another token and the same fingerprint every time', async () => {
    const first = await test.openCard(VISA);
    const second = await test.openCard(VISA);
    const other = await test.openCard({ ...VISA, number: '5555555555554444' });
    expect(second.stored.token).not.toBe(first.stored.token);
    expect(first.stored.token).toMatch(/^tok_[0-9a-z]{26}$/);
    expect(second.stored.fingerprint).toEqual(first.stored.fingerprint);
    expect(other.stored.fingerprint).not.toEqual(first.stored.fingerprint);
  });

  it('fingerprints it under a key of the installation, so that without that key nobody finds a number by its fingerprint', async () => {
    const { stored } = await test.openCard(VISA);
    const key = test.store.storedFingerprintKey;
    if (!key) throw new Error('no key was made');
    const opened = await test.kms.decrypt(key.wrapped, fingerprintKeyContext(key.id));
    expect(stored.fingerprint).toEqual(createHmac('sha256', opened).update(VISA.number).digest());
    const elsewhere = await (await openTestVault()).openCard(VISA);
    expect(elsewhere.stored.fingerprint).not.toEqual(stored.fingerprint);
  });

  it('encrypts the same card to other bytes every time', async () => {
    const first = await test.openCard(VISA);
    const second = await test.openCard(VISA);
    expect(second.stored.ciphertext).not.toEqual(first.stored.ciphertext);
    expect(second.stored.wrappedKey).not.toEqual(first.stored.wrappedKey);
  });

  it('forgets the card on release, and says so to whoever uses it afterwards', async () => {
    const opened = await test.openCard(VISA);
    opened.release();
    opened.release();
    expect(await failureOf(opened.use(async (card) => card))).toMatchObject({
      detail: 'card_released',
      audience: 'operator',
    });
  });

  it('says that the processor call failed, not how, and lends again', async () => {
    const opened = await test.openCard(VISA);
    await expect(opened.use(() => Promise.reject(new Error('bank is away')))).rejects.toMatchObject({
      detail: 'card_call_failed',
    });
    expect(await opened.use(async ({ number }) => number)).toBe(VISA.number);
  });
});

describe('what is stored of a card', () => {
  it('holds number and code in no readable form', async () => {
    const { stored } = await test.openCard(VISA);
    for (const bytes of [stored.ciphertext, stored.wrappedKey, stored.fingerprint]) {
      expect(bytes.toString('latin1')).not.toContain(VISA.number);
      expect(bytes.toString('latin1')).not.toContain(VISA.cvc);
    }
    expect(JSON.stringify({ ...stored, ciphertext: '', wrappedKey: '', fingerprint: '' })).not.toContain(VISA.number);
  });

  it('opens again without the security code, in this process and the next', async () => {
    const { stored } = await test.openCard({ ...VISA, name: 'A B' });
    const { cvc: _, ...rest } = { ...VISA, name: 'A B' };
    expect(await test.vault.decryptStored(stored, async (card) => card)).toEqual(rest);
    expect(await test.newVault().decryptStored(stored, async (card) => card)).toEqual(rest);
  });

  it.each(['ciphertext', 'wrappedKey'] as const)('does not open with any byte of %s changed', async (member) => {
    const { stored } = await test.openCard(VISA);
    for (let i = 0; i < stored[member].length; i++) {
      const bytes = Buffer.from(stored[member]);
      bytes.writeUInt8(bytes.readUInt8(i) ^ 1, i);
      const failure = await failureOf(test.vault.decryptStored({ ...stored, [member]: bytes }, async () => 'opened'));
      expect(failure).toMatchObject({ code: 'system_error', detail: 'stored_card_unreadable', audience: 'operator' });
    }
  });

  it('does not open under another token', async () => {
    const { stored } = await test.openCard(VISA);
    const moved = { ...stored, token: newId('token') };
    expect(await failureOf(test.vault.decryptStored(moved, async () => 'opened'))).toMatchObject({
      detail: 'stored_card_unreadable',
    });
  });

  it('does not open for another merchant, whichever key the row names', async () => {
    const mine = await test.openCard(VISA);
    const theirs = await test.openCard(VISA, { ...test.expected, merchantId: newId('merchant') });
    for (const moved of [
      { ...mine.stored, merchantId: theirs.stored.merchantId },
      { ...mine.stored, merchantId: theirs.stored.merchantId, dataKeyId: theirs.stored.dataKeyId },
      { ...mine.stored, dataKeyId: theirs.stored.dataKeyId },
      { ...mine.stored, dataKeyId: newId('dataKey') },
    ]) {
      expect(await failureOf(test.vault.decryptStored(moved, async () => 'opened'))).toMatchObject({
        detail: 'stored_card_unreadable',
      });
    }
  });

  it('does not open with the ciphertext of another card of the same merchant', async () => {
    const first = await test.openCard(VISA);
    const second = await test.openCard({ ...VISA, number: '5555555555554444' });
    const { ciphertext, wrappedKey } = second.stored;
    expect(
      await failureOf(test.vault.decryptStored({ ...first.stored, ciphertext, wrappedKey }, async () => 'opened')),
    ).toMatchObject({
      detail: 'stored_card_unreadable',
    });
  });
});

describe('keys per merchant and month', () => {
  it('are made once, also when many payments of several servers need the first at the same time', async () => {
    const vaults = Array.from({ length: 4 }, () => test.newVault());
    const payload = await test.sender.seal(VISA, test.expected, test.recipient('X25519'));
    const opened = await Promise.all(
      vaults.flatMap((vault) => [vault.open(payload, test.expected), vault.open(payload, test.expected)]),
    );
    expect(test.store.merchantKeys.size).toBe(1);
    expect(new Set(opened.map(({ stored }) => stored.dataKeyId)).size).toBe(1);
    expect(new Set(opened.map(({ stored }) => stored.fingerprint.toString('hex'))).size).toBe(1);
    for (const { stored } of opened)
      expect(await test.vault.decryptStored(stored, async ({ number }) => number)).toBe(VISA.number);
  });

  it('change with the UTC month, and the older one still opens its cards', async () => {
    const november = await test.openCard(VISA);
    test.clock.advance(11 * 86_400_000);
    await test.keyRing.refresh();
    const december = await test.openCard(VISA);
    expect([...test.store.merchantKeys.values()].map(({ period }) => period)).toEqual(['2026-11', '2026-12']);
    expect(december.stored.dataKeyId).not.toBe(november.stored.dataKeyId);
    expect(await test.vault.decryptStored(november.stored, async ({ number }) => number)).toBe(VISA.number);
  });

  it('does not open where its row was given to another merchant', async () => {
    const { stored } = await test.openCard(VISA);
    const row = test.store.merchantKeys.get(stored.dataKeyId);
    if (!row) throw new Error('no key was stored');
    const thief = newId('merchant');
    test.store.merchantKeys.set(row.id, { ...row, merchantId: thief });
    const failure = await failureOf(
      test.newVault().decryptStored({ ...stored, merchantId: thief }, async () => 'opened'),
    );
    expect(failure).toMatchObject({ detail: 'kms_refused', audience: 'operator' });
  });
});
