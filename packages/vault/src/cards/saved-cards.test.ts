import { newId } from '@fieldfare/protocol';
import type { CardSecrets, SavedCardSecrets } from '@fieldfare/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredCard, VaultActor } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import { createVault } from './create-vault.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';
import type { TestVault } from '../testing/open-test-vault.ts';

const operator: VaultActor = { type: 'system', id: null, name: 'Operator' };
let test: TestVault;
beforeEach(async () => {
  test = await openTestVault();
});

async function save(card: CardSecrets = VISA): Promise<StoredCard> {
  const { stored } = await test.openCard(card);
  test.store.cards.set(stored.token, { merchantId: stored.merchantId, card: stored });
  return stored;
}

describe('using a saved card', () => {
  it('lends the card without its security code, and answers what the call answers', async () => {
    const { token, merchantId } = await save({ ...VISA, name: 'A B' });
    const { cvc: _, ...rest } = { ...VISA, name: 'A B' };
    expect(await test.vault.use(token, merchantId, async (card) => ({ card }))).toEqual({ card: rest });
  });

  it('says that the call failed, not how, and calls once', async () => {
    const { token, merchantId } = await save();
    let calls = 0;
    const call = () => {
      calls += 1;
      return Promise.reject(new Error('bank is away'));
    };
    await expect(test.vault.use(token, merchantId, call)).rejects.toMatchObject({ detail: 'card_call_failed' });
    expect(calls).toBe(1);
  });

  it('is told of where its row was changed, and only there', async () => {
    const told: string[] = [];
    const { token, merchantId } = await save();
    const { keyRing, kms, store, clock } = test;
    const watching = createVault({ keyRing, kms, store, clock, onUnreadable: (merchant) => told.push(merchant) });
    expect(await watching.use(token, merchantId, async ({ number }) => number)).toBe(VISA.number);
    const card = store.cards.get(token)?.card;
    card?.ciphertext.writeUInt8(card.ciphertext.readUInt8(20) ^ 1, 20);
    expect(await failureOf(watching.use(token, merchantId, async () => undefined))).toMatchObject({
      detail: 'stored_card_unreadable',
    });
    expect(await failureOf(watching.use('tok_none', merchantId, async () => undefined))).toMatchObject({
      detail: 'card_not_found',
    });
    expect(told).toEqual([merchantId]);
  });

  it("answers for another merchant's card as for none", async () => {
    const { token, merchantId } = await save();
    const theirs = await failureOf(test.vault.use(token, newId('merchant'), async () => 'used'));
    const nobodys = await failureOf(test.vault.use(newId('token'), merchantId, async () => 'used'));
    expect(theirs).toMatchObject({ code: 'not_found', detail: 'card_not_found' });
    expect(theirs.message).toBe(nobodys.message);
  });

  it('opens a card whose key was moved and destroyed between the look and the opening', async () => {
    const { token, merchantId, dataKeyId } = await save();
    const moved = await test.openCard(VISA);
    const find = test.store.findCard.bind(test.store);
    let looks = 0;
    test.store.findCard = async (...names) => {
      looks += 1;
      const found = await find(...names);
      if (looks > 1 || !found || found.isRevoked) return found;
      return { ...found, card: { ...found.card, dataKeyId: newId('dataKey') } };
    };
    expect(await test.newVault().use(token, merchantId, async ({ number }) => number)).toBe(VISA.number);
    expect(moved.stored.dataKeyId).toBe(dataKeyId);
    expect(looks).toBe(2);
  });

  it('says that a damaged card is unreadable', async () => {
    const stored = await save();
    test.store.cards.set(stored.token, {
      merchantId: stored.merchantId,
      card: { ...stored, ciphertext: Buffer.alloc(stored.ciphertext.length) },
    });
    expect((await failureOf(test.vault.use(stored.token, stored.merchantId, async () => 'used'))).detail).toBe(
      'stored_card_unreadable',
    );
  });
});

describe("a processor's reference", () => {
  it('is kept sealed, one for each processor, and the newest in the place of the older', async () => {
    const { token, merchantId } = await save();
    expect(await test.vault.processorReference(token, merchantId, 'stripe')).toBeNull();
    await test.vault.keepProcessorReference(token, merchantId, 'stripe', 'cus_1/pm_1');
    await test.vault.keepProcessorReference(token, merchantId, 'braintree', 'bt-2');
    await test.vault.keepProcessorReference(token, merchantId, 'stripe', 'cus_1/pm_3');
    expect(await test.vault.processorReference(token, merchantId, 'stripe')).toBe('cus_1/pm_3');
    expect(await test.newVault().processorReference(token, merchantId, 'braintree')).toBe('bt-2');
    for (const sealed of test.store.references.values()) expect(sealed.toString('latin1')).not.toMatch(/pm_|bt-/);
  });

  it('opens neither for another processor nor for another card', async () => {
    const [mine, other] = [await save(), await save()];
    await test.vault.keepProcessorReference(mine.token, mine.merchantId, 'stripe', 'pm_1');
    const sealed = test.store.references.get(`${mine.token} stripe`) ?? Buffer.alloc(0);
    test.store.references.set(`${mine.token} braintree`, sealed);
    test.store.references.set(`${other.token} stripe`, sealed);
    for (const [token, processor] of [
      [mine.token, 'braintree'],
      [other.token, 'stripe'],
    ] as const)
      expect((await failureOf(test.vault.processorReference(token, mine.merchantId, processor))).detail).toBe(
        'stored_card_unreadable',
      );
  });

  it('is forgotten by its merchant alone, at one processor, and the card stays', async () => {
    const { token, merchantId } = await save();
    await test.vault.keepProcessorReference(token, merchantId, 'stripe:pacc_1', 'pm_1');
    await test.vault.keepProcessorReference(token, merchantId, 'stripe:pacc_2', 'pm_2');
    await test.vault.forgetProcessorReference(token, newId('merchant'), 'stripe:pacc_1');
    expect(await test.vault.processorReference(token, merchantId, 'stripe:pacc_1')).toBe('pm_1');
    await test.vault.forgetProcessorReference(token, merchantId, 'stripe:pacc_1');
    expect(await test.vault.processorReference(token, merchantId, 'stripe:pacc_1')).toBeNull();
    expect(await test.vault.processorReference(token, merchantId, 'stripe:pacc_2')).toBe('pm_2');
    expect(await test.vault.use(token, merchantId, async ({ number }) => number)).toBe(VISA.number);
  });

  it('is sealed again where the card was encrypted anew meanwhile, and given up after three times', async () => {
    const { token, merchantId } = await save();
    const keep = test.store.keepReference.bind(test.store);
    let refusals = 2;
    test.store.keepReference = async (...reference) => (refusals-- > 0 ? false : keep(...reference));
    await test.vault.keepProcessorReference(token, merchantId, 'stripe', 'pm_1');
    expect(await test.vault.processorReference(token, merchantId, 'stripe')).toBe('pm_1');
    refusals = 3;
    expect(await failureOf(test.vault.keepProcessorReference(token, merchantId, 'stripe', 'pm_2'))).toMatchObject({
      detail: 'card_being_moved',
      retryable: true,
    });
  });
});

describe('revoking a saved card', () => {
  it('ends every use of it', async () => {
    const { token, merchantId } = await save();
    await test.vault.keepProcessorReference(token, merchantId, 'stripe', 'pm_1');
    expect(await test.vault.revoke(token, merchantId, operator)).toBe('revoked');
    expect(await test.vault.revoke(token, merchantId, operator)).toBe('already_revoked');
    for (const use of [
      test.vault.use(token, merchantId, async () => 'used'),
      test.vault.processorReference(token, merchantId, 'stripe'),
      test.vault.keepProcessorReference(token, merchantId, 'stripe', 'pm_2'),
    ])
      expect(await failureOf(use)).toMatchObject({ code: 'conflict', detail: 'card_revoked' });
    expect(test.store.references.size).toBe(0);
  });

  it("does nothing to another merchant's card", async () => {
    const { token, merchantId } = await save();
    expect(await test.vault.revoke(token, newId('merchant'), operator)).toBe('not_found');
    expect(await test.vault.use(token, merchantId, async ({ number }) => number)).toBe(VISA.number);
  });
});

describe('opening a saved card with its code', () => {
  const METHOD = newId('paymentMethod');
  const open = async (card: CardSecrets, said: Partial<SavedCardSecrets>, isRequired = true) => {
    const { expected, sender, recipient, vault } = test;
    const saved = await save(card);
    const payload = await sender.sealCode({ payment_method: METHOD, ...said }, expected, recipient('X25519'));
    return vault.openSaved(saved, { payload, expected, paymentMethodId: METHOD, isRequired });
  };

  it('lends both, until it is released', async () => {
    const lent = await open(VISA, { cvc: '739' });
    expect(await lent.use(async (card) => card)).toEqual(VISA);
    lent.release();
    expect(await failureOf(lent.use(async () => 'used'))).toMatchObject({ detail: 'card_released' });
  });

  it('does without the code where it may be left out, and never where it may not', async () => {
    const { cvc: _, ...rest } = VISA;
    expect(await (await open(VISA, {}, false)).use(async (card) => card)).toEqual(rest);
    expect(await failureOf(open(VISA, {}))).toMatchObject({ detail: 'cvc_required', audience: 'payer' });
  });

  it('checks its length by the saved card’s own brand', async () => {
    const amex = { ...VISA, number: '378282246310005', cvc: '7391' };
    expect(await (await open(amex, { cvc: '7391' })).use(async ({ cvc }) => cvc)).toBe('7391');
    expect(await failureOf(open(amex, { cvc: '739' }))).toMatchObject({ detail: 'cvc_length_invalid' });
  });

  it('refuses a payload that names another method, or that holds a card', async () => {
    const refused = { detail: 'card_payload_refused' };
    expect(await failureOf(open(VISA, { payment_method: newId('paymentMethod'), cvc: '739' }))).toMatchObject(refused);
    const { expected, sender, recipient, vault } = test;
    const payload = await sender.seal(VISA, expected, recipient('X25519'));
    const opening = vault.openSaved(await save(), { payload, expected, paymentMethodId: METHOD, isRequired: true });
    expect(await failureOf(opening)).toMatchObject(refused);
    expect(test.refusals).toEqual(['expectation', 'expectation']);
  });
});
