import { newId } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { createEngineFixture } from './testing/engine-fixture.ts';

describe('paying with a saved card', () => {
  test('shows the total of its brand, stores nothing new, and says that its holder is there', async () => {
    const { session, pay, saveCard, bank, profile, tables, vault } = createEngineFixture();
    profile.feeMode = 'service_fee';
    profile.feeRules = [{ method: 'card', brand: 'visa', fee_bps: 100, fee_fixed_minor: 0 }];
    const saved = saveCard({ networkTransactionId: 'net_1' });
    const opened = await session({}, saved);
    expect(opened).toMatchObject({
      totalMinor: 2_525,
      methods: ['card'],
      savedMethod: { id: saved.id, code: 'required' },
    });
    const requests: unknown[] = [];
    const authorize = bank.authorize.bind(bank);
    bank.authorize = (request) => {
      requests.push({ stored: request.stored, cvc: request.card.cvc });
      return authorize(request);
    };
    const payment = await pay(opened, { cardPayload: '123' });
    expect(payment).toMatchObject({ status: 'authorized', paymentMethodId: saved.id, methodToken: saved.token });
    expect(requests).toEqual([{ stored: { isOffSession: false, networkTransactionId: 'net_1' }, cvc: '123' }]);
    expect(tables.sessions.get(opened.id)?.status).toBe('completed');
    expect(vault.openCards).toBe(0);
  });

  test('needs the code where the profile of this moment wants it', async () => {
    const { session, pay, saveCard, profile } = createEngineFixture();
    profile.savedCardCode = 'optional';
    const opened = await session({}, saveCard());
    profile.savedCardCode = 'required';
    await expect(pay(opened, { cardPayload: '' })).rejects.toMatchObject({ detail: 'cvc_required' });
    profile.savedCardCode = 'optional';
    expect(await pay(opened, { cardPayload: '' })).toMatchObject({ status: 'authorized' });
  });

  test('is over where the card was revoked meanwhile', async () => {
    const { session, pay, saveCard, tables } = createEngineFixture();
    const saved = saveCard();
    const opened = await session({}, saved);
    tables.methods.set(saved.id, { ...saved, status: 'revoked' });
    await expect(pay(opened, { cardPayload: '123' })).rejects.toMatchObject({ detail: 'payment_method_revoked' });
    expect(tables.payments.size).toBe(0);
  });

  test('belongs to the card’s customer, and to no other', async () => {
    const { session, saveCard } = createEngineFixture();
    const customerId = newId('customer');
    expect((await session({}, saveCard({ customerId }))).customerId).toBe(customerId);
    await expect(session({ customer: newId('customer') }, saveCard({ customerId }))).rejects.toMatchObject({
      detail: 'customer_mismatch',
    });
  });
});
