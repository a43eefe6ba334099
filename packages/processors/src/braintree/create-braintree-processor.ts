import type { AuthorizeOutcome, AuthorizeRequest, Processor, StoredCredential } from '@fieldfare/payments';
import { toDecimal } from '@fieldfare/protocol';
import type { BraintreeCredentials, DeclineCode, Mode } from '@fieldfare/protocol';
import type { ProcessorServer } from '../processor-server.ts';
import { answerOf } from './answer-of.ts';
import { createAttemptMemory } from './attempt-memory.ts';
import { openBraintree } from './braintree-gateway.ts';
import { BRAINTREE_TIMES } from './braintree-times.ts';
import { createBraintreeLookup } from './create-braintree-lookup.ts';
import { createBraintreeBooks } from './read-braintree-books.ts';
import { createBraintreeOperations } from './create-braintree-operations.ts';
import { failureOf } from './failure-of.ts';
import { createMerchantAccounts } from './merchant-accounts.ts';
import { readBraintreeWebhook } from './read-braintree-webhook.ts';
import { authorizationOf } from './outcome-of.ts';

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
// Braintree takes a descriptor only as "company*product", the company in 3, 7 or 12 characters; any other is refused with the payment.
const DESCRIPTOR = /^(?:.{3}|.{7}|.{12})\*.{1,18}$/;

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
    return declinedAs('processing_error');
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

function declinedAs(declineCode: DeclineCode): AuthorizeOutcome {
  return { type: 'declined', declineCode, processorReference: null, isUnprocessed: true };
}

function saleOf(
  { attemptId, amountMinor, currency, card, stored, statementDescriptor }: AuthorizeRequest,
  account: string,
) {
  return {
    amount: toDecimal({ amountMinor, currency }),
    merchantAccountId: account,
    orderId: attemptId,
    creditCard: {
      number: card.number,
      expirationMonth: String(card.exp_month).padStart(2, '0'),
      expirationYear: String(card.exp_year),
      ...(card.cvc === undefined ? {} : { cvv: card.cvc }),
      ...(card.name === undefined ? {} : { cardholderName: card.name }),
    },
    ...(card.postal_code === undefined ? {} : { billing: { postalCode: card.postal_code } }),
    ...(stored ? onFileOf(stored) : {}),
    ...(DESCRIPTOR.test(statementDescriptor) ? { descriptor: { name: statementDescriptor } } : {}),
    options: { submitForSettlement: false },
  };
}

/** What Braintree is told of a card on file: who charges, and which transaction its holder was there for. */
function onFileOf({ isOffSession, networkTransactionId }: StoredCredential) {
  return {
    ...(isOffSession ? { transactionSource: 'unscheduled' as const } : {}),
    externalVault: {
      status: 'vaulted' as const,
      ...(networkTransactionId === null ? {} : { previousNetworkTransactionId: networkTransactionId }),
    },
  };
}

function healthWords(error: unknown): string {
  const failure = failureOf(error);
  return failure.type === 'refused'
    ? `Braintree refuses our credentials: ${failure.code}.`
    : 'Braintree could not be reached.';
}
