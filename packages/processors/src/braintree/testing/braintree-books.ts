import { randomBytes } from 'node:crypto';
import { BRAINTREE_TEST_CARDS, WRONG_CVV, WRONG_POSTAL_CODE } from './braintree-cards.ts';
import { BraintreeFault, ValidationFault } from './braintree-fault.ts';
import { BraintreeVault } from './braintree-vault.ts';

export interface Transaction {
  id: string;
  type: 'sale' | 'credit';
  status: string;
  amount: string;
  currencyIsoCode: string;
  orderId: string;
  createdAt: string;
  authorizationExpiresAt: string;
  networkTransactionId: string | null;
  processorResponseCode: string | null;
  gatewayRejectionReason: string | null;
  refundIds: string[];
  refundedTransactionId: string | null;
  statusHistory: { status: string; amount: string; timestamp: string }[];
}

export interface BankDispute {
  id: string;
  kind: string;
  status: string;
  reason: string;
  amountDisputed: string;
  currencyIsoCode: string;
  replyByDate: string;
  transaction: { id: string };
}

export interface Sale {
  amount: string;
  orderId: string;
  currency: string;
  number: string;
  cvv: string | undefined;
  postalCode: string | undefined;
}

const HOLD_MS = 7 * 86_400_000;
/** How long this server's transactions take from their capture to their settlement. */
export const SETTLES_AFTER_MS = 3_600_000;

/** The part of Braintree's books that the adapter uses, by the rules of its API reference. */
export class BraintreeBooks {
  readonly #transactions = new Map<string, Transaction>();
  readonly #disputes = new Map<string, BankDispute>();
  readonly #now: () => Date;
  readonly vault = new BraintreeVault();

  constructor(now: () => Date) {
    this.#now = now;
  }

  sell(sale: Sale): Transaction {
    const transaction = this.#enter({
      type: 'sale',
      amount: sale.amount,
      currency: sale.currency,
      orderId: sale.orderId,
    });
    const verdict = verdictOf(sale);
    Object.assign(transaction, verdict);
    this.#note(transaction, verdict.status);
    return transaction;
  }

  capture(id: string, amount: string, orderId: string): Transaction {
    const transaction = this.find(id);
    if (transaction.status !== 'authorized')
      throw new ValidationFault('91507', 'Cannot submit for settlement unless status is authorized.');
    if (Number(amount) <= 0) throw new ValidationFault('81531', 'Amount must be greater than zero.');
    if (Number(amount) > Number(transaction.amount))
      throw new ValidationFault('91522', 'Settlement amount is too large.');
    Object.assign(transaction, { amount, orderId });
    return this.#note(transaction, 'submitted_for_settlement');
  }

  void(id: string): Transaction {
    const transaction = this.find(id);
    if (!['authorized', 'submitted_for_settlement', 'settlement_pending'].includes(transaction.status))
      throw new ValidationFault(
        '91504',
        'Transaction can only be voided if status is authorized or submitted for settlement.',
      );
    return this.#note(transaction, 'voided');
  }

  refund(id: string, amount: string, orderId: string): Transaction {
    const transaction = this.find(id);
    if (transaction.status !== 'settled')
      throw new ValidationFault('91506', 'Cannot refund a transaction unless it is settled.');
    const standing = transaction.refundIds
      .map((refundId) => this.find(refundId))
      .filter(({ status }) => status !== 'processor_declined');
    const refunded = standing.reduce((sum, refund) => sum + Number(refund.amount), 0);
    if (refunded + Number(amount) > Number(transaction.amount))
      throw new ValidationFault('91521', 'Refund amount is too large.');
    const { currencyIsoCode: currency } = transaction;
    const credit = this.#enter({ type: 'credit', amount, currency, orderId });
    credit.refundedTransactionId = id;
    transaction.refundIds.push(credit.id);
    return this.#note(credit, 'submitted_for_settlement');
  }

  /** What a shopper does at the bank. */
  openDispute(id: string, kind = 'chargeback'): BankDispute {
    const { amount: amountDisputed, currencyIsoCode } = this.find(id);
    const dispute = {
      id: randomBytes(4).toString('hex'),
      kind,
      status: 'open',
      reason: 'fraud',
      amountDisputed,
      currencyIsoCode,
      replyByDate: '2030-01-31',
      transaction: { id },
    };
    this.#disputes.set(dispute.id, dispute);
    return dispute;
  }

  dispute(id: string): BankDispute {
    const dispute = this.#disputes.get(id);
    if (!dispute) throw new BraintreeFault(404, 'Not Found');
    return dispute;
  }

  /** What a bank does days later: it cannot carry the refund out. */
  failRefund(id: string): void {
    this.#note(this.find(id), 'processor_declined');
  }

  /** Time does its work when a transaction is looked at: holds lapse, captures settle. */
  find(id: string): Transaction {
    const transaction = this.#transactions.get(id);
    if (!transaction) throw new BraintreeFault(404, 'Not Found');
    const now = this.#now().getTime();
    const since = Date.parse(transaction.statusHistory.at(-1)?.timestamp ?? transaction.createdAt);
    if (transaction.status === 'authorized' && now >= Date.parse(transaction.authorizationExpiresAt))
      this.#note(transaction, 'authorization_expired');
    if (transaction.status === 'submitted_for_settlement' && now >= since + SETTLES_AFTER_MS)
      this.#note(transaction, 'settled');
    return transaction;
  }

  idsByOrder(prefix: string): string[] {
    return [...this.#transactions.values()].filter(({ orderId }) => orderId.startsWith(prefix)).map(({ id }) => id);
  }

  #enter(of: { type: Transaction['type']; amount: string; currency: string; orderId: string }): Transaction {
    const now = this.#now();
    const transaction: Transaction = {
      id: randomBytes(4).toString('hex'),
      type: of.type,
      status: 'authorizing',
      amount: of.amount,
      currencyIsoCode: of.currency,
      orderId: of.orderId,
      createdAt: now.toISOString(),
      authorizationExpiresAt: new Date(now.getTime() + HOLD_MS).toISOString(),
      networkTransactionId: null,
      processorResponseCode: null,
      gatewayRejectionReason: null,
      refundIds: [],
      refundedTransactionId: null,
      statusHistory: [],
    };
    this.#transactions.set(transaction.id, transaction);
    return transaction;
  }

  #note(transaction: Transaction, status: string): Transaction {
    transaction.status = status;
    transaction.statusHistory.push({ status, amount: transaction.amount, timestamp: this.#now().toISOString() });
    return transaction;
  }
}

/** Braintree's sandbox answers by amounts: from 2000 on an amount's whole part is the bank's response code, from 3000 on the network fails. */
function verdictOf(sale: Sale): Partial<Transaction> & { status: string } {
  if (sale.number === BRAINTREE_TEST_CARDS.fraud)
    return { status: 'gateway_rejected', gatewayRejectionReason: 'fraud' };
  if (sale.cvv === WRONG_CVV) return { status: 'gateway_rejected', gatewayRejectionReason: 'cvv' };
  if (sale.postalCode === WRONG_POSTAL_CODE) return { status: 'gateway_rejected', gatewayRejectionReason: 'avs' };
  const whole = Math.floor(Number(sale.amount));
  if (whole >= 3_000 && whole < 4_000) return { status: 'failed', processorResponseCode: String(whole) };
  if (whole >= 2_000 && whole < 3_000) return { status: 'processor_declined', processorResponseCode: String(whole) };
  return { status: 'authorized', processorResponseCode: '1000', networkTransactionId: randomBytes(8).toString('hex') };
}
