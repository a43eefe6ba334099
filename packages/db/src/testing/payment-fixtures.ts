import type { PaymentIntent, PaymentMove, PaymentRecord, SessionRecord, StoredCard } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { createInstallation } from '../repositories/installation.ts';
import { createSessionRepository } from '../repositories/session-repository.ts';
import { insertDataKey } from './insert-data-key.ts';

const DAY_MS = 86_400_000;
const DATA_KEY = 'data key';

/** A merchant whose fields may be embedded by one origin; returns its id. */
export function insertMerchant(database: Database, origin = 'https://shop.example'): Promise<string> {
  return createInstallation(database).createMerchant(
    {
      name: 'Test merchant',
      allowedOrigins: [origin],
      statementDescriptor: 'TEST',
      feeMode: 'merchant_fee',
      feeBps: 290,
      feeFixedMinor: 30,
    },
    new Date(),
  );
}

/** An open session of 49.00 USD, stored, and the key that the card of `intentFor` says it is under. */
export async function insertSession(
  database: Database,
  merchantId: string,
  changes: Partial<SessionRecord> = {},
): Promise<SessionRecord> {
  await insertDataKey(database.pool, DATA_KEY);
  return insertBareSession(database, merchantId, changes);
}

/** The session alone, for cards that a vault has sealed. */
export async function insertBareSession(
  database: Database,
  merchantId: string,
  changes: Partial<SessionRecord> = {},
): Promise<SessionRecord> {
  const now = new Date();
  const session: SessionRecord = {
    id: newId('session', now),
    sessionKey: crypto.randomUUID(),
    merchantId,
    apiKeyId: newId('apiKey'),
    mode: 'test',
    kind: 'payment',
    status: 'open',
    revision: 1,
    generation: 1,
    amountMinor: 4900,
    feeMinor: 172,
    feeMode: 'merchant_fee',
    totalMinor: 4900,
    currency: 'USD',
    origin: 'https://shop.example',
    reference: null,
    methods: ['card'],
    capture: 'manual',
    pageMay: [],
    customerId: null,
    savedMethod: null,
    paymentId: null,
    attempts: 0,
    maxAttempts: 20,
    hostKeys: null,
    metadata: {},
    expiresAt: new Date(now.getTime() + DAY_MS),
    createdAt: now,
    ...changes,
  };
  await createSessionRepository(database.pool).insert(session);
  return session;
}

/** An intent of a card that was typed just now. */
type FreshIntent = PaymentIntent & { card: StoredCard };

/** An intent that fits the session. */
export function intentFor(session: SessionRecord, changes: Partial<FreshIntent> = {}): FreshIntent {
  const now = new Date();
  return {
    merchantId: session.merchantId,
    sessionId: session.id,
    generation: session.generation,
    revision: session.revision,
    requestId: newId('request'),
    challengeId: newId('challenge'),
    challengeExpiresAt: new Date(now.getTime() + 120_000),
    paymentId: newId('payment', now),
    attemptId: newId('attempt', now),
    eventId: newId('event', now),
    paymentToken: `pt_${crypto.randomUUID()}`,
    recordNumber: crypto.randomUUID(),
    amountMinor: session.amountMinor,
    feeMinor: session.feeMinor,
    totalMinor: session.totalMinor,
    currency: session.currency,
    processor: 'sandbox',
    method: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null },
    card: {
      token: newId('token'),
      merchantId: session.merchantId,
      dataKeyId: DATA_KEY,
      wrappedKey: Buffer.from('wrapped'),
      ciphertext: Buffer.from('ciphertext'),
      fingerprint: Buffer.from('fingerprint'),
      masked: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null },
      createdAt: now,
    },
    checks: null,
    metadata: {},
    actor: { type: 'shopper', id: null, name: null },
    checkAfter: new Date(now.getTime() + 15_000),
    now,
    ...changes,
  };
}

/** The move that an approval makes. */
export function approvalOf(payment: PaymentRecord, attemptId: string): PaymentMove {
  const now = new Date();
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: {
      status: 'authorized',
      authorizedMinor: payment.totalMinor,
      processorReference: 'reference',
      authorizationExpiresAt: new Date(now.getTime() + 7 * DAY_MS),
    },
    finishAttempt: { id: attemptId, type: 'authorize', state: 'succeeded', processorReference: 'reference' },
    sessionStatus: 'completed',
    event: { id: newId('event', now), type: 'payment.authorized', amountMinor: payment.totalMinor, detail: null },
    actor: { type: 'shopper', id: null, name: null },
    requestId: null,
    now,
  };
}
