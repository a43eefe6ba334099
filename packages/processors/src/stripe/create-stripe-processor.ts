import { setTimeout as wait } from 'node:timers/promises';
import type {
  AuthorizeOutcome,
  AuthorizeRequest,
  OperationOutcome,
  OperationRequest,
  Processor,
  StoredCredential,
} from '@fieldfare/payments';
import { Stripe } from 'stripe';
import type { ProcessorServer } from '../processor-server.ts';
import { declineCodeOf } from './decline-code.ts';
import { failureOf } from './failure-of.ts';
import type { StripeFailure } from './failure-of.ts';
import { createStripeLookup } from './create-stripe-lookup.ts';
import { createStripeBooks } from './read-stripe-books.ts';
import { oneTryClient } from './one-try-client.ts';
import { ATTEMPT_KEY, CAPTURE_KEY, authorizationOf, captureOf, refundOf } from './outcome-of.ts';
import { readStripeWebhook } from './read-stripe-webhook.ts';
import { PaymentIntentReply, RefundReply } from './stripe-replies.ts';
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

  return {
    name: 'stripe',
    ...STRIPE_TIMES,
    authorize: (request) =>
      ask(
        async () =>
          PaymentIntentReply.parse(
            await stripe.paymentIntents.create(intentOf(request), { idempotencyKey: request.attemptId }),
          ),
        authorizationOf,
        authorizationFailed,
      ),
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
    lookup: createStripeLookup(stripe),
    books: createStripeBooks(stripe),
    readWebhook: (webhook) => readStripeWebhook(stripe, options.webhookSecret, webhook),
    health: () =>
      stripe.balance.retrieve().then(
        () => ({ isHealthy: true, detail: 'Stripe answers.' }),
        (error: unknown) => ({ isHealthy: false, detail: healthWords(error) }),
      ),
  };
}

function intentOf({ attemptId, amountMinor, currency, card, stored, statementDescriptor }: AuthorizeRequest) {
  const { number, exp_month, exp_year, cvc, name, postal_code } = card;
  const billing = {
    ...(name === undefined ? {} : { name }),
    ...(postal_code === undefined ? {} : { address: { postal_code } }),
  };
  return {
    amount: amountMinor,
    currency: currency.toLowerCase(),
    capture_method: 'manual',
    confirm: true,
    // Stripe's challenges are pages of its own script, which no frame of ours runs: the bank's wish for one is a decline.
    error_on_requires_action: true,
    payment_method_types: ['card'],
    payment_method_data: {
      type: 'card',
      card: { number, exp_month, exp_year, ...(cvc === undefined ? {} : { cvc }) },
      ...(Object.keys(billing).length === 0 ? {} : { billing_details: billing }),
    },
    ...(stored ? onFileOf(stored) : {}),
    statement_descriptor_suffix: statementDescriptor,
    metadata: { [ATTEMPT_KEY]: attemptId },
    expand: ['latest_charge'],
    // The SDK's types leave out card numbers, which accounts with raw card data APIs may send.
  } as Stripe.PaymentIntentCreateParams;
}

/** What Stripe is told of a card on file: who charges, and which transaction its holder was there for. */
function onFileOf({ isOffSession, networkTransactionId }: StoredCredential) {
  return {
    ...(isOffSession ? { off_session: true } : {}),
    ...(networkTransactionId === null
      ? {}
      : { payment_method_options: { card: { mit_exemption: { network_transaction_id: networkTransactionId } } } }),
  };
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
    case 'unsent':
      return { type: 'declined', declineCode: 'processing_error', processorReference: null, isUnprocessed: true };
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
