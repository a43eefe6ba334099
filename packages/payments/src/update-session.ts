import { FieldfareError } from '@fieldfare/protocol';
import type { UpdateSession } from '@fieldfare/protocol';
import { servedMethods } from './assert-served.ts';
import type { ServedDeps } from './assert-served.ts';
import { assertAllowed, expiryOf } from './create-session.ts';
import type { Clock } from './ports/clock.ts';
import type { PaymentScope } from './ports/payment-repository.ts';
import type { MerchantDirectory, SessionRepository, SessionWithPayment } from './ports/session-repository.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { methodShown } from './method-shown.ts';
import { assertTotalsPossible, quoteFee } from './quote-fee.ts';
import type { Actor, MerchantProfile, SessionRecord } from './records.ts';

export interface UpdateSessionDeps extends ServedDeps {
  sessions: Pick<SessionRepository, 'find' | 'update'>;
  merchants: MerchantDirectory;
  clock: Clock;
}

export interface UpdateSessionCaller extends PaymentScope {
  actor: Actor;
  requestId: string;
}

/** How often an update is decided anew because another one came first. */
const MAX_TRIES = 5;

/**
 * Changes an open session, as when a cart changed. Each update raises the revision, which voids every challenge that was made for the one
 * before: a shopper never pays an amount that they were not shown. Null where there is no such session.
 */
export async function updateSession(
  deps: UpdateSessionDeps,
  caller: UpdateSessionCaller,
  id: string,
  input: UpdateSession,
): Promise<SessionWithPayment | null> {
  const profile = await deps.merchants.profile(caller.merchantId);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const found = await deps.sessions.find(id, caller);
    if (!found || !profile) return null;
    const now = deps.clock.now();
    assertUpdatable(found.session, input, now);
    const session = changed(found.session, input, profile, now);
    const { methods: named } = input;
    if (named && session.kind === 'payment') await servedMethods(deps, caller, { offered: named, named });
    const isUpdated = await deps.sessions.update(session, { actor: caller.actor, requestId: caller.requestId, now });
    if (isUpdated) return { ...found, session };
  }
  throw new FieldfareError('conflict', {
    detail: 'session_changed',
    retryable: true,
    message: 'Others keep changing this session. Read it and decide again.',
  });
}

function assertUpdatable(
  { status, expiresAt, revision, savedMethod }: SessionRecord,
  input: UpdateSession,
  now: Date,
): void {
  if (status !== 'open' || expiresAt <= now) {
    throw new FieldfareError('conflict', {
      detail: 'session_status_conflict',
      message: `The session is ${status === 'open' ? 'expired' : status}, so it cannot be changed.`,
    });
  }
  if (input.methods !== undefined && savedMethod !== null) {
    throw new FieldfareError('validation_error', {
      detail: 'parameter_conflict',
      param: 'methods',
      message: 'This session is paid with a saved card alone. Create another one for other methods.',
    });
  }
  if (input.expected_revision !== undefined && input.expected_revision !== revision) {
    throw new FieldfareError('conflict', {
      detail: 'session_changed',
      param: 'expected_revision',
      message: 'The session has changed since you read it. Read it and decide again.',
    });
  }
}

function changed(session: SessionRecord, input: UpdateSession, profile: MerchantProfile, now: Date): SessionRecord {
  const next: SessionRecord = {
    ...session,
    revision: session.revision + 1,
    amountMinor: input.amount_minor ?? session.amountMinor,
    currency: input.currency ?? session.currency,
    reference: input.reference === undefined ? session.reference : input.reference,
    methods: input.methods ?? session.methods,
    metadata: mergeMetadata(session.metadata, input.metadata),
    expiresAt: input.expires_at === undefined ? session.expiresAt : expiryOf(input, now),
  };
  const asked = {
    mode: next.kind,
    amount_minor: next.amountMinor,
    currency: next.currency,
    origin: next.origin,
    methods: next.methods,
    capture: next.capture,
    page_may: next.pageMay,
  };
  assertAllowed(profile, asked, { keyType: 'secret' });
  assertTotalsPossible(profile, next, next.methods);
  return { ...next, ...quoteFee(profile, next, methodShown(next)) };
}
