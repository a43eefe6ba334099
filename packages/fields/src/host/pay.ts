import type {
  CallResult,
  ChallengeAction,
  FieldKind,
  PageMessage,
  PaymentMethodType,
  PaymentResult,
} from '@fieldfare/protocol';
import type { HostKeys } from '../crypto/generate-host-keys.ts';
import type { Words } from '../words/words.ts';
import { billingOf } from './billing-of.ts';
import { callError } from './call-result.ts';
import { bankAccountSecrets } from './bank-account-secrets.ts';
import { cardSecrets } from './card-secrets.ts';
import { collect } from './collect.ts';
import type { CollectDeps } from './collect.ts';
import { encryptCard } from './encrypt-card.ts';
import type { PayloadSecrets } from './encrypt-card.ts';
import type { HostSession } from './handshake.ts';
import { RequestError } from './request-error.ts';
import type { RequestBody, RequestQueue } from './request-queue.ts';
import type { Problem } from './siblings.ts';
import { untilAborted } from './until-aborted.ts';

export interface PayDeps extends CollectDeps {
  requests: RequestQueue;
  keys: Promise<HostKeys>;
  words: Words;
  /** The open session, once there is one. */
  session: () => Promise<HostSession>;
  /** Whether the session is paid with a saved card; its token says so before it is open. */
  hasSavedCard: () => boolean;
  /** Told of the payment whenever the server names it, be it after this call has given up waiting. */
  learned: (payment: PaymentResult) => void;
  /** Ends the call while nothing has been sent; what was sent only the server's answer ends. */
  signal: AbortSignal;
  /** Ends the waiting for that answer. */
  patience: AbortSignal;
  /** What was sent to be saved and not answered: asked again, it goes out under the id that it had. */
  unanswered: { saving: RequestBody<'tokenize_payment_method'> | null };
}

type Pay = Extract<PageMessage, { type: 'pay' }>;
type Tokenize = Extract<PageMessage, { type: 'tokenize' }>;

/**
 * One payment from the host's side: collect and check the fields, take a challenge for exactly what was shown, encrypt, send. Answers the
 * payment, or why there is none; rejects with a RequestError, which says whether the card may have been charged.
 */
export async function pay(message: Pay, deps: PayDeps): Promise<PaymentResult | CallResult> {
  const prepared = await prepare('process_payment', message, deps);
  if ('problem' in prepared) return invalidResult(prepared.problem);
  const billing = billingOf(prepared.values, message.billing);
  const request = {
    ...prepared.request,
    ...(billing !== undefined && { billing }),
    ...(message.metadata !== undefined && { metadata: message.metadata }),
  };
  return send(request, deps);
}

/**
 * Saves what the fields hold, in the same way; nothing is charged. Where an earlier call ended in doubt, what it sent is asked for first: if
 * it was saved, that is the answer, and nothing is saved twice.
 */
export async function tokenize(message: Tokenize, deps: PayDeps): Promise<CallResult> {
  const { saving } = deps.unanswered;
  if (saving !== null) {
    const saved = await save(saving, deps).catch((error: unknown) => {
      if (deps.unanswered.saving !== null) throw error;
    });
    if (saved) return saved;
  }
  const prepared = await prepare('tokenize_payment_method', message, deps);
  if ('problem' in prepared) return invalidResult(prepared.problem);
  return save({ ...prepared.request, request_id: crypto.randomUUID() }, deps);
}

async function save(saving: RequestBody<'tokenize_payment_method'>, deps: PayDeps): Promise<CallResult> {
  const { unanswered } = deps;
  unanswered.saving = saving;
  const answered = deps.requests.request('tokenize_payment_method', saving);
  try {
    const { payment_method } = await patiently(answered, 'unreachable', deps);
    unanswered.saving = null;
    return { status: 'saved', payment: null, payment_method, error: null };
  } catch (error) {
    if (!(error as RequestError).isInDoubt) unanswered.saving = null;
    throw error;
  }
}

interface Prepared {
  values: ReadonlyMap<FieldKind, string>;
  /** What may be sent once, for what the shopper was shown. */
  request: RequestBody<'tokenize_payment_method'>;
}

async function prepare(
  action: ChallengeAction,
  { call, method }: Pay | Tokenize,
  deps: PayDeps,
): Promise<Prepared | { problem: Problem }> {
  const { signal } = deps;
  const isSaved = action === 'process_payment' && deps.hasSavedCard();
  let collected = await collect(call, method, deps);
  if ('problem' in collected) return collected;
  const typed = isSaved ? null : secretsOf(method, collected.values);
  const session = await untilAborted(deps.session(), signal);
  // Whose card it is, and so how long its code is, may have come with the session.
  if (isSaved) collected = await collect(call, method, deps);
  if ('problem' in collected) return collected;
  const { values } = collected;
  const { amount_minor, total_minor, currency, saved_method } = session.view;
  const secrets = typed ?? { saved_card: { payment_method: saved_method?.id, cvc: values.get('card-cvc') } };
  const shown = { action, method, amount_minor, total_minor, currency } as const;
  const challenge = await untilAborted(deps.requests.request('host:challengeToken', shown), signal);
  const { signingKey } = await deps.keys;
  const card = await encryptCard(session, signingKey, challenge.challenge, secrets);
  signal.throwIfAborted();
  return { values, request: { challenge_token: challenge.challenge_token, card } };
}

/** From here on the card may be charged: the request is repeated under its id until the server answers, over any number of connections. */
async function send(body: RequestBody<'process_payment'>, deps: PayDeps): Promise<PaymentResult> {
  const answered = deps.requests.request('process_payment', body).then(({ payment }) => {
    deps.learned(payment);
    return payment;
  });
  return patiently(answered, 'unanswered', deps);
}

/** An answer that does not come leaves a doubt; `detail` says what the shopper reads. */
async function patiently<T>(
  answered: Promise<T>,
  detail: 'unanswered' | 'unreachable',
  { patience, words }: PayDeps,
): Promise<T> {
  try {
    return await untilAborted(answered, patience);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError('system_error', detail, words.say(detail), true);
  }
}

function invalidResult({ code, message, frame }: Problem): CallResult {
  return { status: 'invalid', payment: null, error: callError('validation_error', code, message, frame) };
}

function secretsOf(method: PaymentMethodType, values: ReadonlyMap<FieldKind, string>): PayloadSecrets {
  const card = method === 'card' ? cardSecrets(values) : null;
  const account = method === 'ach' ? bankAccountSecrets(values) : null;
  if (card !== null) return { card };
  if (account !== null) return { bank_account: account };
  throw new RequestError('invalid_request', 'field_missing', FIELDS_NEEDED[method]);
}

const FIELDS_NEEDED: Readonly<Record<PaymentMethodType, string>> = {
  card: 'A card needs the fields card-number, card-exp and card-cvc on the page, or the combined field card.',
  ach: 'A bank account needs the fields account-name, account-type, routing-number and account-number on the page.',
};
