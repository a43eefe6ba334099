import { FieldfareError, newId } from '@fieldfare/protocol';
import type { CreateSession, Mode } from '@fieldfare/protocol';
import { servedMethods } from './assert-served.ts';
import type { ServedDeps } from './assert-served.ts';
import { assertAmountAllowed, assertCurrencyAllowed } from './assert-amount-allowed.ts';
import { methodShown } from './method-shown.ts';
import { savedMethodOf } from './saved-method-of.ts';
import { assertTotalsPossible, quoteFee } from './quote-fee.ts';
import type { Clock } from './ports/clock.ts';
import type { PaymentMethodRecord } from './ports/payment-method-repository.ts';
import type { MerchantDirectory, SessionRepository } from './ports/session-repository.ts';
import type { MerchantProfile, SessionRecord } from './records.ts';

const DEFAULT_LIFETIME_MS = 24 * 3_600_000;
const MAX_LIFETIME_MS = 7 * 24 * 3_600_000;
const PUBLISHABLE_KEY_ATTEMPTS = 5;
const SECRET_KEY_ATTEMPTS = 20;

export interface CreateSessionDeps extends ServedDeps {
  sessions: Pick<SessionRepository, 'insert'>;
  merchants: MerchantDirectory;
  clock: Clock;
}

export interface CreateSessionCaller {
  merchantId: string;
  mode: Mode;
  apiKeyId: string;
  keyType: 'secret' | 'publishable';
}

/**
 * Opens a checkout session. The amount, the fee and what the page may do are fixed here, by the merchant's server. `saved` is the saved card
 * that the input names. `id` is given where a repeated request must find what it made.
 */
export async function createSession(
  deps: CreateSessionDeps,
  caller: CreateSessionCaller,
  input: CreateSession,
  saved: PaymentMethodRecord | null = null,
  id: string = newId('session', deps.clock.now()),
): Promise<SessionRecord> {
  const profile = await deps.merchants.profile(caller.merchantId);
  if (!profile)
    throw new FieldfareError('permission_denied', {
      detail: 'merchant_disabled',
      message: 'This merchant does not exist any more.',
    });
  assertAllowed(profile, input, caller);
  const now = deps.clock.now();
  const amountMinor = input.amount_minor ?? 0;
  const savedMethod = saved && savedMethodOf(profile, input, saved);
  const allowed = saved ? [saved.method.type] : (input.methods ?? profile.methods);
  const offered = allowed.filter((method) => method !== 'ach' || input.currency === 'USD');
  const methods =
    input.mode === 'payment' ? await servedMethods(deps, caller, { offered, named: input.methods }) : offered;
  const quotable = { amountMinor, feeMode: profile.feeMode };
  assertTotalsPossible(profile, quotable, methods);
  const session: SessionRecord = {
    id,
    sessionKey: globalThis.crypto.randomUUID(),
    merchantId: caller.merchantId,
    apiKeyId: caller.apiKeyId,
    mode: caller.mode,
    kind: input.mode,
    status: 'open',
    revision: 1,
    generation: 1,
    amountMinor,
    ...quoteFee(profile, quotable, methodShown({ savedMethod, methods })),
    feeMode: profile.feeMode,
    currency: input.currency,
    origin: input.origin,
    reference: input.reference ?? null,
    methods,
    capture: input.capture,
    pageMay: input.page_may,
    customerId: input.customer ?? saved?.customerId ?? null,
    savedMethod,
    paymentId: null,
    attempts: 0,
    maxAttempts: maxAttemptsOf(profile, caller),
    hostKeys: null,
    metadata: input.metadata,
    expiresAt: expiryOf(input, now),
    createdAt: now,
  };
  await deps.sessions.insert(session);
  return session;
}

/** Refuses what the merchant's profile does not allow, or the kind of key. */
export function assertAllowed(
  profile: MerchantProfile,
  input: Omit<CreateSession, 'metadata'>,
  caller: Pick<CreateSessionCaller, 'keyType'>,
): void {
  if (!profile.allowedOrigins.includes(input.origin)) {
    throw new FieldfareError('validation_error', {
      detail: 'origin_not_allowed',
      param: 'origin',
      message: `The origin ${input.origin} is not among this merchant's allowed origins. Add it to the payment profile first.`,
    });
  }
  if (input.mode === 'payment') {
    const { currency, capture } = input;
    assertAmountAllowed(profile, { amountMinor: input.amount_minor ?? 0, currency, capture });
  } else {
    assertCurrencyAllowed(profile, input.currency);
  }
  const refused = input.methods?.find((method) => !profile.methods.includes(method));
  if (refused) {
    throw new FieldfareError('validation_error', {
      detail: 'method_not_allowed',
      param: 'methods',
      message: `The method ${refused} is not enabled in this merchant's payment profile.`,
    });
  }
  if (input.methods?.includes('ach') && input.currency !== 'USD') {
    throw new FieldfareError('validation_error', {
      detail: 'method_not_allowed',
      param: 'methods',
      message: 'Bank accounts are debited in US dollars alone. Leave ach out, or use the currency USD.',
    });
  }
  if (caller.keyType === 'publishable' && (input.page_may.length > 0 || input.capture === 'automatic')) {
    throw new FieldfareError('permission_denied', {
      detail: 'secret_key_required',
      message: 'Only a secret key may create a session with page_may or automatic capture.',
    });
  }
  const isPersonal = input.customer !== undefined || input.payment_method !== undefined;
  if (caller.keyType === 'publishable' && (input.mode === 'setup' || isPersonal)) {
    throw new FieldfareError('permission_denied', {
      detail: 'secret_key_required',
      message: 'Only a secret key may create a session that saves or uses payment methods or names a customer.',
    });
  }
}

function maxAttemptsOf({ velocity }: MerchantProfile, { keyType }: CreateSessionCaller): number {
  const most = keyType === 'secret' ? SECRET_KEY_ATTEMPTS : PUBLISHABLE_KEY_ATTEMPTS;
  return Math.min(most, velocity.session_attempts ?? most);
}

/** When a session ends: a day from now unless it was said otherwise. */
export function expiryOf(input: Pick<CreateSession, 'expires_at'>, now: Date): Date {
  if (!input.expires_at) return new Date(now.getTime() + DEFAULT_LIFETIME_MS);
  const expiresAt = new Date(input.expires_at);
  const lifetimeMs = expiresAt.getTime() - now.getTime();
  if (lifetimeMs <= 0 || lifetimeMs > MAX_LIFETIME_MS) {
    throw new FieldfareError('validation_error', {
      detail: 'expires_at_invalid',
      param: 'expires_at',
      message: 'expires_at must lie in the future, at most seven days from now.',
    });
  }
  return expiresAt;
}
