import {
  authorizePayment,
  cancelPayment,
  chargePaymentMethod,
  confirmPayment,
  refundPayment,
  tokenizePaymentMethod,
} from '@fieldfare/payments';
import type { PaymentMethodRepository, PaymentRecord } from '@fieldfare/payments';
import { newChallenge, MERCHANT_SERVER } from '@fieldfare/payments/testing';
import type { EngineFixture } from '@fieldfare/payments/testing';
import { FieldfareError, newId } from '@fieldfare/protocol';
import type { Random } from './random.ts';

type Deps = EngineFixture['deps'];
type Operation = 'confirm' | 'cancel' | 'refund';

/** What is done to one payment, in order; what stands together is done at the same moment. */
export interface Story {
  card: string;
  amountMinor: number;
  isAutomatic: boolean;
  /** Whether a card is charged that was saved before, without its shopper. */
  isSaved: boolean;
  acts: { operation: Operation; share: number }[][];
  /** The step that it does not survive. Beyond the last one it lives. */
  diesAt: number;
}

const APPROVED = '4242424242424242';
/** Authorized in the bank's books, and never answered. */
const UNANSWERED = '4000000000006975';
const DECLINED = '4000000000000002';
const STEPS_AN_OPERATION = 6;

/** A random story of one payment, and where in it the process dies. */
export function planStory(random: Random): Story {
  const acts = planActs(random);
  const isAutomatic = random.below(5) === 0;
  const operations = 1 + (isAutomatic ? 1 : 0) + acts.flat().length;
  // No amount ends in 51, which the bank answers late.
  const amountMinor = 100 + random.below(90_000);
  return {
    card: random.pick([APPROVED, APPROVED, APPROVED, APPROVED, APPROVED, APPROVED, UNANSWERED, DECLINED]),
    amountMinor: amountMinor % 100 === 51 ? amountMinor + 1 : amountMinor,
    isAutomatic,
    isSaved: random.below(4) === 0,
    acts,
    diesAt: 1 + random.below(operations * STEPS_AN_OPERATION + 1),
  };
}

function planActs(random: Random): Story['acts'] {
  const share = () => random.pick([1, 0.5, 0.37]);
  const confirm = { operation: 'confirm', share: share() } as const;
  const cancel = { operation: 'cancel', share: 1 } as const;
  const refund = () => ({ operation: 'refund', share: share() }) as const;
  return random.pick<Story['acts']>([
    [],
    [[confirm]],
    [[cancel]],
    [[confirm, cancel]],
    [[confirm, confirm, cancel]],
    [[confirm], [refund()]],
    [[confirm], [refund()], [refund()]],
    [[confirm], [refund(), refund()]],
  ]);
}

/** Plays a story. What the payment's state refuses is part of it; whatever else goes wrong is a defect. */
export async function playStory(
  fixture: EngineFixture,
  deps: Deps,
  methods: PaymentMethodRepository,
  story: Story,
): Promise<void> {
  let payment = story.isSaved
    ? await chargeSaved(fixture, { ...deps, paymentMethods: methods }, story)
    : await payInSession(fixture, deps, story);
  for (const together of story.acts) {
    const known = payment;
    await Promise.all(together.map((act) => perform(deps, known, act).catch(ignoreRefusals)));
    payment = (await deps.payments.load(known.id)) ?? known;
  }
}

async function payInSession(fixture: EngineFixture, deps: Deps, { amountMinor, isAutomatic, card }: Story) {
  const session = await fixture.session({
    amount_minor: amountMinor,
    capture: isAutomatic ? 'automatic' : 'manual',
  });
  const challenge = newChallenge(session, fixture.clock.now());
  return authorizePayment(deps, { session, challenge, cardPayload: card, metadata: {}, requestId: newId('request') });
}

/** A setup session saves the card, and the merchant charges it. */
async function chargeSaved(
  fixture: EngineFixture,
  deps: Deps & { paymentMethods: PaymentMethodRepository },
  { amountMinor, isAutomatic, card }: Story,
): Promise<PaymentRecord> {
  const session = await fixture.session({ mode: 'setup', amount_minor: undefined });
  const challenge = {
    ...newChallenge(session, fixture.clock.now()),
    action: 'tokenize_payment_method' as const,
  };
  const saved = await tokenizePaymentMethod(deps, { session, challenge, payload: card, requestId: newId('request') });
  return chargePaymentMethod(deps, {
    merchantId: session.merchantId,
    mode: session.mode,
    paymentMethodId: saved.id,
    customerId: null,
    amountMinor,
    currency: session.currency,
    capture: isAutomatic ? 'automatic' : 'manual',
    reference: null,
    isOffSession: true,
    metadata: {},
    requestId: newId('request'),
    actor: MERCHANT_SERVER,
  });
}

function perform(deps: Deps, payment: PaymentRecord, { operation, share }: Story['acts'][number][number]) {
  const of = (amountMinor: number) => Math.max(1, Math.floor(amountMinor * share));
  const by = { requestId: newId('request'), actor: MERCHANT_SERVER };
  switch (operation) {
    case 'confirm':
      return confirmPayment(deps, payment, { ...by, amountMinor: of(payment.authorizedMinor) });
    case 'cancel':
      return cancelPayment(deps, payment, by);
    case 'refund':
      return refundPayment(deps, payment, { ...by, amountMinor: of(payment.capturedMinor - payment.refundedMinor) });
  }
}

function ignoreRefusals(error: unknown): void {
  const isRefusal =
    error instanceof FieldfareError && error.code !== 'system_error' && error.code !== 'permission_denied';
  if (!isRefusal) throw error;
}
