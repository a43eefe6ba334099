import type { SessionRecord } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { ChallengeClaims, PayloadKeyClaims } from '@fieldfare/protocol';
import { BASE, MERCHANT_ID, sessionIdOf } from './books.ts';
import { createCardSealer } from './seal-card.ts';

/** All that authorizePayment is given for one payment. */
export interface PreparedPayment {
  session: SessionRecord;
  challenge: ChallengeClaims;
  cardPayload: string;
  requestId: string;
}

const AMOUNT_MINOR = 4900;
const TEST_CARD = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123', name: 'Test Card' };

/** Seals one card for each of so many open sessions, each with a host key of its own as each checkout has. */
export async function preparePayments(keys: PayloadKeyClaims, count: number): Promise<PreparedPayment[]> {
  const payloadKey = keys.payload_keys.find((key) => key.kty === 'OKP');
  if (!payloadKey) throw new Error('the vault offers no X25519 key');
  const prepared: PreparedPayment[] = [];
  for (let sequence = BASE + 1; sequence <= BASE + count; sequence += 1) {
    prepared.push(await preparePayment(payloadKey, sessionIdOf(sequence)));
  }
  return prepared;
}

async function preparePayment(payloadKey: PayloadKeyClaims['payload_keys'][number], sessionId: string) {
  const sealer = await createCardSealer(payloadKey);
  const session = sessionOf(sessionId, sealer.signingKey);
  const challenge = challengeOf(session);
  const cardPayload = await sealer.seal({
    challenge: challenge.jti,
    session: session.id,
    merchant_uid: session.merchantId,
    amount_minor: session.amountMinor,
    total_minor: session.totalMinor,
    currency: session.currency,
    card: TEST_CARD,
  });
  return { session, challenge, cardPayload, requestId: newId('request') };
}

function sessionOf(id: string, signing: NonNullable<SessionRecord['hostKeys']>['signing']): SessionRecord {
  const now = new Date();
  return {
    id,
    sessionKey: `key_${id}`,
    merchantId: MERCHANT_ID,
    apiKeyId: 'key_00000000000000000000000000',
    mode: 'test',
    kind: 'payment',
    status: 'open',
    revision: 1,
    generation: 1,
    amountMinor: AMOUNT_MINOR,
    feeMinor: 172,
    feeMode: 'merchant_fee',
    totalMinor: AMOUNT_MINOR,
    currency: 'USD',
    origin: 'https://shop.example',
    reference: null,
    methods: ['card'],
    capture: 'manual',
    pageMay: [],
    paymentId: null,
    attempts: 0,
    maxAttempts: 20,
    hostKeys: { signing, sealing: signing },
    metadata: {},
    expiresAt: new Date(now.getTime() + 86_400_000),
    createdAt: now,
  };
}

function challengeOf(session: SessionRecord): ChallengeClaims {
  const iat = Math.floor(Date.now() / 1_000);
  return {
    iss: 'http://localhost',
    aud: 'fieldfare:challenge',
    iat,
    exp: iat + 600,
    jti: newId('challenge'),
    session: session.id,
    generation: session.generation,
    revision: session.revision,
    action: 'process_payment',
    payment: null,
    method: 'card',
    amount_minor: session.amountMinor,
    fee_minor: session.feeMinor,
    total_minor: session.totalMinor,
    currency: session.currency,
  };
}
