import type { SessionRecord } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { ChallengeClaims } from '@fieldfare/protocol';
import { createHostKeys } from '../../../apps/socket-server/src/testing/host-keys.ts';
import type { HostKeyPairs } from '../../../apps/socket-server/src/testing/host-keys.ts';
import { sealCard } from '../../../apps/socket-server/src/testing/seal-card.ts';
import { cardOf, TEST_CARDS } from '../../../apps/socket-server/src/testing/test-cards.ts';
import { BASE, MERCHANT_ID, sessionIdOf } from './books.ts';

/** All that authorizePayment is given for one payment. */
export interface PreparedPayment {
  session: SessionRecord;
  challenge: ChallengeClaims;
  cardPayload: string;
  requestId: string;
}

const AMOUNT_MINOR = 4900;

/** Seals one card for each of so many open sessions, each with a host key of its own as each checkout has. */
export async function preparePayments(payloadKeys: string, count: number): Promise<PreparedPayment[]> {
  const prepared: PreparedPayment[] = [];
  for (let sequence = BASE + 1; sequence <= BASE + count; sequence += 1) {
    prepared.push(await preparePayment(payloadKeys, sessionIdOf(sequence)));
  }
  return prepared;
}

async function preparePayment(payloadKeys: string, sessionId: string): Promise<PreparedPayment> {
  const keys = await createHostKeys();
  const session = sessionOf(sessionId, keys);
  const challenge = challengeOf(session);
  const cardPayload = await sealCard(payloadKeys, keys.signing.privateKey, cardOf(TEST_CARDS.visa), {
    challenge: challenge.jti,
    session: session.id,
    merchantUid: session.merchantId,
    amountMinor: session.amountMinor,
    totalMinor: session.totalMinor,
    currency: session.currency,
  });
  return { session, challenge, cardPayload, requestId: newId('request') };
}

function sessionOf(id: string, { signing, sealing }: HostKeyPairs): SessionRecord {
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
    customerId: null,
    savedMethod: null,
    paymentId: null,
    attempts: 0,
    maxAttempts: 20,
    hostKeys: { signing: signing.publicJwk, sealing: sealing.publicJwk },
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
