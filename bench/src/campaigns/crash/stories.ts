import { authorizePayment, cancelPayment, confirmPayment, refundPayment } from '@fieldfare/payments';
import type { PaymentRecord } from '@fieldfare/payments';
import { newChallenge, OWNER } from '@fieldfare/payments/testing';
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
export async function playStory(fixture: EngineFixture, deps: Deps, story: Story): Promise<void> {
  const { session } = fixture;
  const opened = await session({
    amount_minor: story.amountMinor,
    capture: story.isAutomatic ? 'automatic' : 'manual',
  });
  let payment = await authorizePayment(deps, {
    session: opened,
    challenge: newChallenge(opened, fixture.clock.now()),
    cardPayload: story.card,
    metadata: {},
    requestId: newId('request'),
  });
  for (const together of story.acts) {
    const known = payment;
    await Promise.all(together.map((act) => perform(deps, known, act).catch(ignoreRefusals)));
    payment = (await deps.payments.load(known.id)) ?? known;
  }
}

function perform(deps: Deps, payment: PaymentRecord, { operation, share }: Story['acts'][number][number]) {
  const of = (amountMinor: number) => Math.max(1, Math.floor(amountMinor * share));
  const by = { requestId: newId('request'), actor: OWNER };
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
  const isRefusal = error instanceof FieldfareError && error.code !== 'system_error';
  if (!isRefusal) throw error;
}
