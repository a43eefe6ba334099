import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@fieldfare/payments';
import type { CardSecrets } from '@fieldfare/protocol';
import { createKeyRing, createLocalKms, createVault } from '@fieldfare/vault';
import type { Kms, OpenedCard, StoredCard } from '@fieldfare/vault';
import { cardSender, purchaseOf } from '@fieldfare/vault/testing/card-sender';
import { connectDatabase } from '../connect.ts';
import { createKeyRingStore } from '../repositories/key-ring-store.ts';
import { createPaymentRepository } from '../repositories/payment-repository.ts';
import { createVaultStore } from '../repositories/vault-store.ts';
import { approvalOf, insertMerchant, insertBareSession, intentFor } from './payment-fixtures.ts';

export const VISA: CardSecrets = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '739' };

/** A KMS over a key file of its own, whose path a second process can be told. */
export async function keyFileKms(): Promise<{ kms: Kms; keyFile: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldfare-kms-'));
  const keyFile = join(folder, 'kms.key');
  await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
  const kms = await createLocalKms({ keyFile, environment: 'development', allowInProduction: false });
  return { kms, keyFile, remove: () => rm(folder, { recursive: true }) };
}

/** A vault over real tables, with a host frame that sends it cards and a repository that stores them. */
export async function openStoredVault(paymentsUrl: string, kms: Kms) {
  const database = connectDatabase({ url: paymentsUrl });
  const { pool } = database;
  const clock = systemClock;
  const keyRing = createKeyRing({ store: createKeyRingStore(pool), kms, clock, issuer: 'http://localhost:3001' });
  await keyRing.load();
  const store = createVaultStore(pool);
  const vault = createVault({ keyRing, kms, store, clock });
  const payments = createPaymentRepository(pool);
  const sender = await cardSender();
  const merchantId = await insertMerchant(database);

  const openCard = async (card: CardSecrets = VISA, of = merchantId): Promise<OpenedCard> => {
    const recipient = keyRing.jwks().keys.find((key) => key.kty === 'OKP');
    if (recipient?.kty !== 'OKP') throw new Error('the ring has no X25519 key');
    const { kid, kty, crv, x } = recipient;
    const expected = { ...purchaseOf(sender), merchantId: of };
    return vault.open(await sender.seal(card, expected, { kid, kty, crv, x }), expected);
  };
  /** A whole payment but for the bank: opened, begun, approved. Answers the card as it was stored. */
  const pay = async (card: CardSecrets = VISA, of = merchantId): Promise<StoredCard> => {
    const session = await insertBareSession(database, of);
    const opened = await openCard(card, of);
    const intent = intentFor(session, { card: opened.stored, method: opened.stored.masked });
    opened.release();
    const verdict = await payments.begin(intent);
    if (verdict.type !== 'begun') throw new Error(`the payment is ${verdict.type}`);
    const moved = await payments.commit(approvalOf(verdict.payment, intent.attemptId));
    if (moved.type !== 'committed') throw new Error(`the approval is ${moved.type}`);
    return opened.stored;
  };
  return { database, pool, clock, kms, keyRing, store, vault, merchantId, openCard, pay };
}

export type StoredVault = Awaited<ReturnType<typeof openStoredVault>>;
