import type { CallResult, FieldKind, PageMessage, PaymentResult } from '@fieldfare/protocol';
import type { HostKeys } from '../crypto/generate-host-keys.ts';
import type { FieldValue } from '../frame/host-contract.ts';
import { callError, paymentResult } from './call-result.ts';
import { cardSecrets } from './card-secrets.ts';
import { encryptCard } from './encrypt-card.ts';
import type { HostSession } from './handshake.ts';
import { RequestError } from './request-error.ts';
import type { RequestQueue } from './request-queue.ts';
import type { Problem, Siblings } from './siblings.ts';
import { untilAborted } from './until-aborted.ts';

export interface ProcessCardDeps {
  frame: string;
  field: FieldValue;
  siblings: Siblings;
  requests: RequestQueue;
  keys: Promise<HostKeys>;
  /** The open session, once there is one. */
  session(): Promise<HostSession>;
  /** Told of the payment whenever the server names it, be it after this call has given up waiting. */
  learned(payment: PaymentResult): void;
  /** Ends the call while nothing has been sent; what was sent only the server's answer ends. */
  signal: AbortSignal;
  /** Ends the waiting for that answer. */
  patience: AbortSignal;
}

type Pay = Extract<PageMessage, { type: 'pay' }>;

/**
 * One payment from the host's side: collect and check the fields, take a challenge for exactly what was shown, encrypt, send. Rejects
 * with a RequestError, which says whether the card may have been charged.
 */
export async function processCard(pay: Pay, deps: ProcessCardDeps): Promise<CallResult> {
  const { siblings, signal } = deps;
  const collected = siblings.collect(pay.call);
  const problems = [...ownProblem(deps), ...(await untilAborted(collected.problems, signal))];
  if (problems[0] !== undefined) return invalidResult(problems[0]);
  const values = new Map<FieldKind, string>(await untilAborted(collected.values, signal));
  const card = cardSecrets(values.set('card-number', deps.field.value()));
  if (card === null) {
    throw new RequestError(
      'invalid_request',
      'field_missing',
      'A card payment needs the fields card-number, card-exp and card-cvc on the page.',
    );
  }
  const session = await untilAborted(deps.session(), signal);
  const { amount_minor, total_minor, currency } = session.view;
  const shown = { action: 'process_payment', method: 'card', amount_minor, total_minor, currency } as const;
  const challenge = await untilAborted(deps.requests.request('host:challengeToken', shown), signal);
  const { signingKey } = await deps.keys;
  const encrypted = await encryptCard(session, signingKey, challenge.challenge, card);
  signal.throwIfAborted();
  return paymentResult(await send(pay, challenge.challenge_token, encrypted, deps));
}

/** From here on the card may be charged: the request is repeated under its id until the server answers, over any number of connections. */
async function send(
  { billing, metadata }: Pay,
  challengeToken: string,
  card: string,
  deps: ProcessCardDeps,
): Promise<PaymentResult> {
  const request = deps.requests.request('process_payment', {
    challenge_token: challengeToken,
    card,
    ...(billing !== undefined && { billing }),
    ...(metadata !== undefined && { metadata }),
  });
  const answered = request.then(({ payment }) => {
    deps.learned(payment);
    return payment;
  });
  try {
    return await untilAborted(answered, deps.patience);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError(
      'system_error',
      'unanswered',
      'The bank has not answered yet. Do not pay again before you know the outcome.',
      true,
    );
  }
}

function ownProblem({ field, frame }: ProcessCardDeps): Problem[] {
  const problem = field.validate();
  return problem === null ? [] : [{ ...problem, frame }];
}

function invalidResult({ code, message, frame }: Problem): CallResult {
  return { status: 'invalid', payment: null, error: callError('validation_error', code, message, frame) };
}
