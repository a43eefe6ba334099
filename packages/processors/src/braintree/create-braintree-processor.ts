import type { AuthorizeOutcome, AuthorizeRequest, Processor } from '@fieldfare/payments';
import type { BraintreeCredentials, DeclineCode, Mode } from '@fieldfare/protocol';
import type { ProcessorServer } from '../processor-server.ts';
import { answerOf } from './answer-of.ts';
import { createAttemptMemory } from './attempt-memory.ts';
import { openBraintree } from './braintree-gateway.ts';
import { BRAINTREE_TIMES } from './braintree-times.ts';
import { createBraintreeKeeping } from './create-braintree-keeping.ts';
import { createBraintreeLookup } from './create-braintree-lookup.ts';
import { createBraintreeBooks } from './read-braintree-books.ts';
import { createBraintreeOperations } from './create-braintree-operations.ts';
import { failureOf } from './failure-of.ts';
import { createMerchantAccounts } from './merchant-accounts.ts';
import { readBraintreeWebhook } from './read-braintree-webhook.ts';
import { authorizationOf } from './outcome-of.ts';
import { saleOf } from './sale-of.ts';

export interface BraintreeProcessorOptions {
  credentials: BraintreeCredentials;
  mode: Mode;
  /** Where Braintree answers; left out for Braintree itself. */
  server?: ProcessorServer;
  /** How long one call may take, in milliseconds. What has not answered by then is in doubt. */
  timeoutMs?: number;
  /** Hears of refusals that are nobody's card: bad credentials, no merchant account, too many requests. */
  onRefusal?: (code: string) => void;
}

const TIMEOUT_MS = 20_000;
// "Payment method token is invalid."
const TOKEN_UNKNOWN = '91518';

/**
 * Braintree by its official SDK: one transaction an attempt, our attempt id as its order id. Nothing is ever sent twice. The account must
 * be allowed to send card numbers.
 */
export function createBraintreeProcessor(options: BraintreeProcessorOptions): Processor {
  const braintree = openBraintree({ ...options, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
  const accounts = createMerchantAccounts(braintree);
  const memory = createAttemptMemory();
  const onRefusal = (code: string) => options.onRefusal?.(code);

  const authorize = async (request: AuthorizeRequest): Promise<AuthorizeOutcome> => {
    const account = await accounts.of(request.currency).catch((error: unknown) => failureOf(error));
    if (account === null) return declinedAs('not_permitted');
    if (typeof account !== 'string') {
      // Only the list of accounts was asked for: whatever went wrong, nothing was charged.
      if (account.type === 'refused') onRefusal(account.code);
      return declinedAs('processing_error');
    }
    const answer = await answerOf(braintree.transaction.sale(saleOf(request, account)));
    if (answer.type === 'transaction') return authorizationOf(answer.transaction);
    if (answer.type === 'doubt') return { type: 'unknown', reason: answer.reason };
    onRefusal(answer.code);
    const isReferenceUnknown = answer.code === TOKEN_UNKNOWN;
    return { ...declinedAs('processing_error'), ...(isReferenceUnknown ? { isReferenceUnknown } : {}) };
  };

  return {
    name: 'braintree',
    ...BRAINTREE_TIMES,
    authorize: (request) => {
      const { card, ...rest } = request;
      const { cvc: _cvc, ...kept } = card;
      return memory.once(request.attemptId, ['authorize', rest, kept], () => authorize(request));
    },
    ...createBraintreeOperations(braintree, memory, onRefusal),
    ...createBraintreeKeeping(braintree, onRefusal),
    lookup: createBraintreeLookup(braintree),
    books: createBraintreeBooks(braintree),
    readWebhook: (webhook) => readBraintreeWebhook(braintree, webhook),
    health: () =>
      accounts.currencies().then(
        (currencies) =>
          currencies.length > 0
            ? { isHealthy: true, detail: `Braintree answers, and charges ${currencies.join(', ')}.` }
            : { isHealthy: false, detail: 'Braintree answers, but none of its merchant accounts is active.' },
        (error: unknown) => ({ isHealthy: false, detail: healthWords(error) }),
      ),
  };
}

function declinedAs(declineCode: DeclineCode) {
  return { type: 'declined', declineCode, processorReference: null, isUnprocessed: true } as const;
}

function healthWords(error: unknown): string {
  const failure = failureOf(error);
  return failure.type === 'refused'
    ? `Braintree refuses our credentials: ${failure.code}.`
    : 'Braintree could not be reached.';
}
