import { setTimeout as wait } from 'node:timers/promises';
import type {
  AuthorizeOutcome,
  AuthorizeRequest,
  ChargedCard,
  KeptCard,
  OperationOutcome,
  OperationRequest,
  Processor,
} from '@fieldfare/payments';
import { NOT_PROCESSED, REFERENCE_UNKNOWN } from '@fieldfare/payments';
import { Stripe } from 'stripe';
import type { ProcessorServer } from '../processor-server.ts';
import { declineCodeOf } from './decline-code.ts';
import { failureOf } from './failure-of.ts';
import type { StripeFailure } from './failure-of.ts';
import { createStripeKeeping } from './create-stripe-keeping.ts';
import { createStripeLookup } from './create-stripe-lookup.ts';
import { createStripeBooks } from './read-stripe-books.ts';
import { intentOf } from './intent-of.ts';
import type { KeptMethod } from './intent-of.ts';
import { readReference } from './kept-reference.ts';
import { oneTryClient } from './one-try-client.ts';
import { ATTEMPT_KEY, CAPTURE_KEY, authorizationOf, captureOf, refundOf } from './outcome-of.ts';
import { readStripeWebhook } from './read-stripe-webhook.ts';
import { CodeTokenReply, PaymentIntentReply, RefundReply } from './stripe-replies.ts';
import { STRIPE_TIMES } from './stripe-times.ts';

export interface StripeProcessorOptions {
  /** `sk_test_…` or `sk_live_…` of the merchant's own account. */
  secretKey: string;
  /** What Stripe signs its webhooks to this account with. */
  webhookSecret?: string | undefined;
  /** Where Stripe answers; left out for Stripe itself. */
  server?: ProcessorServer;
  /** How long one call may take, in milliseconds. What has not answered by then is in doubt. */
  timeoutMs?: number;
  now?: () => Date;
  /** Hears of refusals that are nobody's card: bad credentials, missing permissions, too many requests. */
  onRefusal?: (code: string) => void;
}

const TIMEOUT_MS = 20_000;
const IN_USE_TRIES = 20;
const IN_USE_WAIT_MS = 100;

/**
 * Stripe by its official SDK: PaymentIntents with manual capture, one intent an attempt, our attempt id as idempotency key and in the
 * metadata. The SDK's own retries are off: what is sent again, and when, is the engine's decision. The account must be allowed to send
 * card numbers ("raw card data APIs").
 */
export function createStripeProcessor(options: StripeProcessorOptions): Processor {
  const stripe = new Stripe(options.secretKey, {
    maxNetworkRetries: 0,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    telemetry: false,
    httpClient: oneTryClient(),
    ...options.server,
  });

  /** Asks once; more often only while Stripe says that the very same request is being worked on. */
  const ask = async <Reply, Outcome>(
    call: () => Promise<Reply>,
    outcomeOf: (reply: Reply) => Outcome,
    failed: (failure: StripeFailure) => Outcome,
  ): Promise<Outcome> => {
    for (let tries = 1; ; tries++) {
      const answer = await call().then(
        (reply) => ({ reply }),
        (error: unknown) => ({ failure: failureOf(error) }),
      );
      if ('reply' in answer) return outcomeOf(answer.reply);
      const { failure } = answer;
      if (failure.type === 'in_use' && tries < IN_USE_TRIES) {
        await wait(IN_USE_WAIT_MS);
        continue;
      }
      if (failure.type === 'refused') options.onRefusal?.(failure.code);
      return failed(failure);
    }
  };

  const operate = <Reply>(call: () => Promise<Reply>, outcomeOf: (reply: Reply) => OperationOutcome) =>
    ask(call, outcomeOf, operationFailed);

  /** The code of a kept card is changed for a token first. Whatever becomes of that, nothing was charged. */
  const tokenOf = (cvc: string, attemptId: string) =>
    ask(
      async () =>
        CodeTokenReply.parse(
          await stripe.tokens.create({ cvc_update: { cvc } }, { idempotencyKey: `${attemptId}/code` }),
        ),
      ({ id }): { codeToken: string } | AuthorizeOutcome => ({ codeToken: id }),
      (failure) => (failure.type === 'declined' ? authorizationFailed(failure) : NOT_PROCESSED),
    );

  const create = (request: AuthorizeRequest, card: ChargedCard | KeptMethod) =>
    ask(
      async () =>
        PaymentIntentReply.parse(
          await stripe.paymentIntents.create(intentOf(request, card), { idempotencyKey: request.attemptId }),
        ),
      authorizationOf,
      authorizationFailed,
    );

  const authorizeKept = async (request: AuthorizeRequest, { reference, cvc }: KeptCard): Promise<AuthorizeOutcome> => {
    const named = readReference(reference);
    if (!named) return REFERENCE_UNKNOWN;
    const code = cvc === undefined ? { codeToken: null } : await tokenOf(cvc, request.attemptId);
    return 'codeToken' in code ? create(request, { ...named, ...code }) : code;
  };

  return {
    name: 'stripe',
    ...STRIPE_TIMES,
    authorize: (request) =>
      'reference' in request.card ? authorizeKept(request, request.card) : create(request, request.card),
    capture: ({ attemptId, processorReference, amountMinor }) =>
      operate(
        async () =>
          PaymentIntentReply.parse(
            await stripe.paymentIntents.capture(
              processorReference,
              { amount_to_capture: amountMinor, metadata: { [CAPTURE_KEY]: attemptId } },
              { idempotencyKey: attemptId },
            ),
          ),
        captureOf,
      ),
    void: ({ attemptId, processorReference }: OperationRequest) =>
      operate(
        () =>
          stripe.paymentIntents.cancel(
            processorReference,
            { cancellation_reason: 'requested_by_customer' },
            { idempotencyKey: attemptId },
          ),
        ({ id }) => ({ type: 'succeeded', processorReference: id }),
      ),
    refund: ({ attemptId, processorReference, amountMinor }) =>
      operate(
        async () =>
          RefundReply.parse(
            await stripe.refunds.create(
              { payment_intent: processorReference, amount: amountMinor, metadata: { [ATTEMPT_KEY]: attemptId } },
              { idempotencyKey: attemptId },
            ),
          ),
        refundOf,
      ),
    ...createStripeKeeping(stripe, (code) => options.onRefusal?.(code)),
    lookup: createStripeLookup(stripe, options.now ?? (() => new Date())),
    books: createStripeBooks(stripe),
    readWebhook: (webhook) => readStripeWebhook(stripe, options.webhookSecret, webhook),
    health: () =>
      stripe.balance.retrieve().then(
        () => ({ isHealthy: true, detail: 'Stripe answers.' }),
        (error: unknown) => ({ isHealthy: false, detail: healthWords(error) }),
      ),
  };
}

/** Stripe names the parameter that it refused: a PaymentMethod or Customer is one that it does not know, or that was detached. */
function isOfReference(param: string | null): boolean {
  return param === 'payment_method' || param === 'customer';
}

function authorizationFailed(failure: StripeFailure): AuthorizeOutcome {
  switch (failure.type) {
    case 'declined':
      return {
        type: 'declined',
        declineCode: declineCodeOf(failure.declineCode, failure.code),
        processorReference: failure.intentId,
      };
    case 'refused':
      return isOfReference(failure.param) ? REFERENCE_UNKNOWN : NOT_PROCESSED;
    case 'unsent':
      return NOT_PROCESSED;
    case 'in_use':
      return { type: 'unknown', reason: IN_USE };
    case 'doubt':
      return { type: 'unknown', reason: failure.reason };
  }
}

function operationFailed(failure: StripeFailure): OperationOutcome {
  switch (failure.type) {
    case 'declined':
      return { type: 'refused', reason: `Stripe refused: ${failure.code ?? 'card_error'}.` };
    case 'refused':
      return { type: 'refused', reason: failure.reason };
    case 'in_use':
      return { type: 'unknown', reason: IN_USE };
    // What was not sent may be sent again by reconciliation, under the same key, so that an automatic capture is not lost to a moment.
    case 'unsent':
    case 'doubt':
      return { type: 'unknown', reason: failure.reason };
  }
}

const IN_USE = 'Stripe is still working on the same request.';

function healthWords(error: unknown): string {
  const failure = failureOf(error);
  return failure.type === 'refused'
    ? `Stripe refuses our credentials: ${failure.code}.`
    : 'Stripe could not be reached.';
}
