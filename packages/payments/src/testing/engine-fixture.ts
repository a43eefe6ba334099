import { newId } from '@fieldfare/protocol';
import type { ChallengeClaims, CreateSession } from '@fieldfare/protocol';
import { authorizePayment } from '../authorize-payment.ts';
import type { AuthorizeDeps, AuthorizeInput } from '../authorize-payment.ts';
import { chargePaymentMethod } from '../charge-payment-method.ts';
import type { ChargeInput } from '../charge-payment-method.ts';
import { createSession } from '../create-session.ts';
import type { CreateSessionDeps } from '../create-session.ts';
import type { ChargeableMethod } from '../ports/payment-method-repository.ts';
import type { ReconcileDeps } from '../reconcile-attempts.ts';
import type { Actor, MerchantProfile, PaymentRecord, SessionRecord } from '../records.ts';
import { createFakeBank } from './fake-bank.ts';
import type { FakeBank } from './fake-bank.ts';
import { createFakeVault, FAKE_DATA_KEY } from './fake-vault.ts';
import type { FakeVault } from './fake-vault.ts';
import {
  createMemoryMerchants,
  createMemoryMethods,
  createMemoryPayments,
  createMemorySessions,
} from './memory-repository.ts';
import { createMemoryAttempts, createMemoryNotices } from './memory-notices.ts';
import { createMemoryTables } from './memory-tables.ts';
import type { MemoryTables } from './memory-tables.ts';
import { createTestClock } from './test-clock.ts';
import type { TestClock } from './test-clock.ts';

export { FAKE_DATA_KEY };

export type EngineDeps = AuthorizeDeps & ReconcileDeps & CreateSessionDeps;

export interface EngineFixture {
  deps: EngineDeps;
  clock: TestClock;
  bank: FakeBank;
  vault: FakeVault;
  tables: MemoryTables;
  profile: MerchantProfile;
  /** An open session, of a saved card where one is given. */
  session: (input?: Partial<CreateSession>, saved?: ChargeableMethod) => Promise<SessionRecord>;
  /** Pays for a session; each call has its own request id and challenge unless told otherwise. */
  pay: (session: SessionRecord, input?: Partial<AuthorizeInput>) => Promise<PaymentRecord>;
  /** A card that was saved before. */
  saveCard: (changes?: Partial<ChargeableMethod>) => ChargeableMethod;
  /** Charges a saved method, 25.00 USD unless told; each call has its own request id. */
  charge: (saved: ChargeableMethod, input?: Partial<ChargeInput>) => Promise<PaymentRecord>;
  /** A payment that was authorized a moment ago. */
  authorized: (input?: Partial<CreateSession>) => Promise<PaymentRecord>;
  /** The payment as it stands. */
  reload: (payment: PaymentRecord) => PaymentRecord;
  /** The types of a payment's events, oldest first. */
  eventsOf: (payment: PaymentRecord) => string[];
}

export const OWNER: Actor = { type: 'user', id: 'usr_owner', name: 'Owner' };
/** Acts over a database too, where a person would have to be a member of the merchant's team. */
export const MERCHANT_SERVER: Actor = { type: 'api_key', id: 'key_server', name: 'Server' };

const KEY = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const;

/** The whole engine over memory: every use case with its real code, and only the edges faked. */
export function createEngineFixture(): EngineFixture {
  const clock = createTestClock();
  const bank = createFakeBank(clock);
  const vault = createFakeVault();
  const tables = createMemoryTables();
  const profile = newProfile();
  const deps: EngineDeps = {
    clock,
    vault,
    payments: createMemoryPayments(tables),
    sessions: createMemorySessions(tables),
    paymentMethods: createMemoryMethods(tables),
    merchants: createMemoryMerchants([profile]),
    notices: createMemoryNotices(tables),
    attempts: createMemoryAttempts(tables),
    processors: {
      route: async () => bank,
      next: async () => null,
      methods: async () => ['card', 'ach'],
      byName: () => bank,
      shared: () => [bank],
    },
  };
  const session = async (input: Partial<CreateSession> = {}, saved: ChargeableMethod | null = null) => {
    const caller = {
      merchantId: profile.merchantId,
      mode: 'test',
      apiKeyId: newId('apiKey'),
      keyType: 'secret',
    } as const;
    const opened = await createSession(deps, caller, { ...SESSION_INPUT, ...input }, saved);
    const hosted = { ...opened, hostKeys: { signing: KEY, sealing: KEY } };
    tables.sessions.set(hosted.id, hosted);
    return structuredClone(hosted);
  };
  const pay = (of: SessionRecord, input: Partial<AuthorizeInput> = {}) =>
    authorizePayment(deps, {
      session: of,
      challenge: newChallenge(of, clock.now()),
      cardPayload: '4242424242424242',
      metadata: {},
      requestId: newId('request'),
      ...input,
    });
  const saveCard = (changes: Partial<ChargeableMethod> = {}) => {
    const saved = newSavedCard(profile.merchantId, changes);
    tables.methods.set(saved.id, saved);
    vault.saved.set(saved.token, '4242424242424242');
    return saved;
  };
  const charge = ({ id, merchantId, mode }: ChargeableMethod, input: Partial<ChargeInput> = {}) =>
    chargePaymentMethod(deps, {
      merchantId,
      mode,
      paymentMethodId: id,
      customerId: null,
      amountMinor: 2_500,
      currency: 'USD',
      capture: 'manual',
      reference: null,
      isOffSession: true,
      metadata: {},
      requestId: newId('request'),
      actor: OWNER,
      ...input,
    });
  const reload = ({ id }: PaymentRecord) => {
    const payment = tables.payments.get(id);
    if (!payment) throw new TypeError(`there is no payment ${id}`);
    return structuredClone(payment);
  };
  return {
    deps,
    clock,
    bank,
    vault,
    tables,
    profile,
    session,
    pay,
    saveCard,
    charge,
    authorized: async (input) => pay(await session(input)),
    reload,
    eventsOf: ({ id }) => tables.events.filter((event) => event.paymentId === id).map((event) => event.type),
  };
}

const SESSION_INPUT: CreateSession = {
  mode: 'payment',
  amount_minor: 2_500,
  currency: 'USD',
  origin: 'https://shop.example',
  capture: 'manual',
  page_may: [],
  metadata: {},
};

function newSavedCard(merchantId: string, changes: Partial<ChargeableMethod>): ChargeableMethod {
  return {
    id: newId('paymentMethod'),
    merchantId,
    mode: 'test',
    customerId: null,
    sessionId: newId('session'),
    method: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null },
    status: 'active',
    createdAt: new Date(0),
    revokedAt: null,
    token: newId('token'),
    fingerprint: Buffer.from('fingerprint'),
    networkTransactionId: null,
    ...changes,
  };
}

function newProfile(): MerchantProfile {
  return {
    merchantId: newId('merchant'),
    name: 'Demo Store',
    status: 'active',
    allowedOrigins: ['https://shop.example'],
    methods: ['card'],
    statementDescriptor: 'DEMO STORE',
    feeMode: 'merchant_fee',
    feeBps: 290,
    feeFixedMinor: 30,
    minAmountMinor: 50,
    maxAmountMinor: 1_000_000,
    authorizationDays: 7,
    refundFee: 'kept',
    allowedCountries: [],
    deniedCountries: [],
    binDigits: 0,
    savedCardCode: 'required',
    mcc: '5999',
    country: 'US',
    feeRounding: 'half_up',
    feeRules: [],
    brands: [],
    currencies: [],
    duplicateWindowSeconds: 0,
    velocity: { card: null, ip: null, session_attempts: null },
    publishableKeyModes: ['test'],
    approvals: { confirm_above_minor: null, refund_above_minor: null, expire_after_minutes: 1_440 },
    updatedAt: new Date(0),
  };
}

/** The challenge that a session's host would be given now. */
export function newChallenge(session: SessionRecord, now: Date): ChallengeClaims {
  const iat = Math.floor(now.getTime() / 1_000);
  return {
    iss: 'https://payments.example',
    aud: 'fieldfare:challenge',
    iat,
    exp: iat + 120,
    jti: newId('challenge', now),
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
