import type { AuthorizeRequest, ChargedCard, KeptCard, StoredCredential } from '@fieldfare/payments';
import { toDecimal } from '@fieldfare/protocol';
import { cardOf } from './card-of.ts';

// Braintree takes a descriptor only as "company*product", the company in 3, 7 or 12 characters; any other is refused with the payment.
const DESCRIPTOR = /^(?:.{3}|.{7}|.{12})\*.{1,18}$/;

/** What Braintree is sent for an authorization. */
export function saleOf(request: AuthorizeRequest, account: string) {
  const { attemptId, amountMinor, currency, card, stored, statementDescriptor } = request;
  return {
    amount: toDecimal({ amountMinor, currency }),
    merchantAccountId: account,
    orderId: attemptId,
    ...('reference' in card ? keptOf(card) : typedOf(card)),
    ...(stored ? onFileOf(stored, 'reference' in card) : {}),
    ...(DESCRIPTOR.test(statementDescriptor) ? { descriptor: { name: statementDescriptor } } : {}),
    options: { submitForSettlement: false },
  };
}

function keptOf({ reference, cvc }: KeptCard) {
  return { paymentMethodToken: reference, ...(cvc === undefined ? {} : { creditCard: { cvv: cvc } }) };
}

function typedOf(card: ChargedCard) {
  return {
    creditCard: { ...cardOf(card), ...(card.cvc === undefined ? {} : { cvv: card.cvc }) },
    ...(card.postal_code === undefined ? {} : { billing: { postalCode: card.postal_code } }),
  };
}

/**
 * What Braintree is told of a card on file: who charges, and which transaction its holder was there for. Of a card in its own vault it keeps
 * that itself, and takes no other word for it.
 */
function onFileOf({ isOffSession, networkTransactionId }: StoredCredential, isKept: boolean) {
  const previous = networkTransactionId === null ? {} : { previousNetworkTransactionId: networkTransactionId };
  return {
    ...(isOffSession ? { transactionSource: 'unscheduled' as const } : {}),
    ...(isKept ? {} : { externalVault: { status: 'vaulted' as const, ...previous } }),
  };
}
