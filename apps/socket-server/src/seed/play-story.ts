import {
  authorizePayment,
  cancelPayment,
  confirmPayment,
  createSession,
  expireAuthorizations,
  reconcileAttempts,
  refundPayment,
} from '@fieldfare/payments';
import type { Actor, HostKeys, PaymentRecord, SessionRecord } from '@fieldfare/payments';
import { newId, TOKEN_KINDS } from '@fieldfare/protocol';
import type { ChallengeClaims } from '@fieldfare/protocol';
import type { CryptoKey } from 'jose';
import type { Deps } from '../deps.ts';
import { sealCard } from '../testing/seal-card.ts';
import { accountOf, cardOf } from '../testing/test-cards.ts';
import type { Ending, Story } from './plan-stories.ts';
import type { StoryClock } from './story-clock.ts';

export interface Stage {
  deps: Deps;
  clock: StoryClock;
  merchantId: string;
  apiKeyId: string;
  /** Who confirms and cancels, in turn. */
  actors: readonly [Actor, ...Actor[]];
  origin: string;
  hostKeys: HostKeys;
  signingKey: CryptoKey;
  payloadKey: string;
}

const CHALLENGE_MS = 120_000;
const RETRY_AFTER_MS = 45_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** How long the network takes in the stories, as a real one does: what was confirmed yesterday is still on its way. */
export const SEED_NETWORK_MS = 2 * DAY_MS;

/** Plays one order by the use cases that serve real ones. `told` are its payments from a run that was cut off, oldest first. */
export async function playStory(stage: Stage, story: Story, told: readonly PaymentRecord[]): Promise<void> {
  let payment = told.at(-1);
  for (const [turn, number] of story.cards.entries()) {
    if (turn < told.length) continue;
    const time = new Date(story.at.getTime() + turn * RETRY_AFTER_MS);
    payment = await stage.clock.at(time, () => attempt(stage, story, number, payment?.sessionId ?? null));
  }
  if (payment) await act(stage, story, payment);
}

/** Lets the authorizations that nobody confirmed run out, each at its own time. Played last: it looks at every payment. */
export async function playExpiry({ deps, clock }: Stage, stories: readonly Story[]): Promise<void> {
  for (const story of stories) {
    if (story.ending !== 'expired') continue;
    const time = new Date(story.at.getTime() + story.cards.length * RETRY_AFTER_MS + WEEK_MS);
    await clock.at(time, () => expireAuthorizations(deps));
  }
}

/** Lets the network settle and return the debits of old orders, each at its own time. */
export async function playSettlement({ deps, clock }: Stage, stories: readonly Story[]): Promise<void> {
  for (const story of stories) {
    if (story.ending !== 'settled' && story.ending !== 'returned') continue;
    const time = new Date(story.at.getTime() + story.actedAfterMs + SEED_NETWORK_MS + DAY_MS);
    await clock.at(time, () => reconcileAttempts(deps));
  }
}

async function attempt(stage: Stage, story: Story, number: string, sessionId: string | null): Promise<PaymentRecord> {
  const { deps, clock } = stage;
  const session = sessionId === null ? await open(stage, story) : await reopen(stage, sessionId);
  const challenge = challengeOf(session, story.isBankAccount ? 'ach' : 'card', clock.now());
  const cardPayload = await sealCard(
    stage.payloadKey,
    stage.signingKey,
    story.isBankAccount ? accountOf(number) : cardOf(number),
    {
      challenge: challenge.jti,
      session: session.id,
      merchantUid: session.merchantId,
      amountMinor: session.amountMinor,
      totalMinor: session.totalMinor,
      currency: session.currency,
    },
  );
  return authorizePayment(deps, { session, challenge, cardPayload, metadata: {}, requestId: newId('request') });
}

async function open(stage: Stage, story: Story): Promise<SessionRecord> {
  const { deps, merchantId, apiKeyId, origin } = stage;
  const session = await createSession(
    deps,
    { merchantId, mode: 'test', apiKeyId, keyType: 'secret' },
    {
      mode: 'payment',
      amount_minor: story.amountMinor,
      currency: story.currency,
      origin,
      reference: story.reference,
      capture: story.ending === 'captured_at_once' ? 'automatic' : 'manual',
      page_may: [],
      metadata: { channel: 'web' },
    },
  );
  return host(stage, session.id, session.generation);
}

async function reopen(stage: Stage, sessionId: string): Promise<SessionRecord> {
  const found = await stage.deps.sessions.load(sessionId);
  if (!found) throw new TypeError('a payment names a session that does not exist');
  // A run that was cut off had other keys.
  return { ...found.session, hostKeys: stage.hostKeys };
}

async function host({ deps, clock, hostKeys }: Stage, id: string, generation: number): Promise<SessionRecord> {
  const verdict = await deps.sessions.pinHost(id, generation, hostKeys, clock.now());
  if (verdict.type !== 'pinned') throw new TypeError(`a new session answered ${verdict.type}`);
  return verdict.session;
}

const CONFIRMED: ReadonlySet<Ending> = new Set(['captured', 'pending', 'settled', 'returned']);

async function act({ deps, clock, actors }: Stage, story: Story, payment: PaymentRecord): Promise<void> {
  const actor = actors[story.amountMinor % actors.length] ?? actors[0];
  const at = (times: number) =>
    new Date(story.at.getTime() + story.cards.length * RETRY_AFTER_MS + story.actedAfterMs * times);
  const { ending } = story;
  let now = payment;
  if (now.status === 'authorized' && ending === 'canceled') {
    const reason = 'Ordered twice';
    now = await clock.at(at(0.5), () => cancelPayment(deps, now, { reason, requestId: null, actor }));
  }
  const isRefunded = ending === 'refunded' || ending === 'partially_refunded';
  if (now.status === 'authorized' && (CONFIRMED.has(ending) || isRefunded)) {
    now = await clock.at(at(0.5), () => confirmPayment(deps, now, { amountMinor: null, requestId: null, actor }));
  }
  if (now.status === 'captured' && isRefunded) {
    const amountMinor = ending === 'refunded' ? null : Math.round(now.capturedMinor * story.refundedShare);
    const reason = 'Returned by the customer';
    await clock.at(at(1), () => refundPayment(deps, now, { amountMinor, reason, requestId: null, actor }));
  }
}

function challengeOf(session: SessionRecord, method: ChallengeClaims['method'], now: Date): ChallengeClaims {
  const iat = Math.floor(now.getTime() / 1_000);
  return {
    iss: 'seed',
    aud: TOKEN_KINDS.challenge.aud,
    iat,
    exp: iat + CHALLENGE_MS / 1_000,
    jti: newId('challenge', now),
    session: session.id,
    generation: session.generation,
    revision: session.revision,
    action: 'process_payment',
    payment: null,
    method,
    amount_minor: session.amountMinor,
    fee_minor: session.feeMinor,
    total_minor: session.totalMinor,
    currency: session.currency,
  };
}
