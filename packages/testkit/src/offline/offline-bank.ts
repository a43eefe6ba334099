import { brandRules } from '@fieldfare/fields/in-page';
import type { CallResult, PaymentUpdate, SessionView } from '@fieldfare/sdk';
import { TEST_BANK_ACCOUNTS } from '../bank-accounts.ts';
import { TEST_CARDS } from '../cards.ts';
import type { CardOutcome, TestCard } from '../cards.ts';
import type { OfflineOptions } from './offline-options.ts';

type PaymentResult = NonNullable<CallResult['payment']>;
type Status = PaymentResult['status'];
export type PaidMethod = NonNullable<PaymentResult['method']>;

const APPROVED: CardOutcome = TEST_CARDS.visa.outcome;
const CODE_DIGITS = 6;
const TRIES = 3;
const FAR_AWAY = '2100-01-01T00:00:00.000Z';
const SAVED_CARD = id('pm', 0);

/** The one session of an offline test, its payments, and a bank that decides by the published test cards. It keeps no number. */
export class OfflineBank {
  readonly #options: Required<OfflineOptions>;
  readonly #listeners = new Set<(payment: PaymentResult) => void>();
  #payments = 0;
  #saved = 0;
  #payment: PaymentResult | null = null;
  #returnsWith: string | null = null;

  constructor(options: OfflineOptions) {
    this.#options = {
      mode: 'payment',
      savedCard: null,
      amountMinor: 2500,
      currency: 'USD',
      merchantName: 'Demo Store',
      pageMay: [],
      capture: 'manual',
      answersAfterMs: 0,
      ...options,
    };
  }

  get answersAfterMs(): number {
    return this.#options.answersAfterMs;
  }

  get payment(): PaymentResult | null {
    return this.#payment;
  }

  get session(): SessionView {
    const { mode, currency, merchantName, pageMay, savedCard } = this.#options;
    const amountMinor = mode === 'setup' ? 0 : this.#options.amountMinor;
    const isPaid = this.#payment !== null && this.#payment.status !== 'declined';
    const isDone = isPaid || (mode === 'setup' && this.#saved > 0);
    return {
      id: id('sess', 1),
      status: isDone ? 'completed' : 'open',
      revision: 1,
      kind: mode,
      merchant_uid: id('mer', 1),
      merchant_name: merchantName,
      amount_minor: amountMinor,
      fee_minor: 0,
      total_minor: amountMinor,
      currency,
      methods: ['card', 'ach'],
      page_may: pageMay,
      saved_method: savedCard && {
        id: SAVED_CARD,
        method: cardMethod(savedCard.card),
        code: savedCard.code ?? 'required',
      },
      payment: this.#payment,
      expires_at: FAR_AWAY,
    };
  }

  /** Told of every change of the payment, the first included. Returns its own unsubscribe. */
  onPayment(listener: (payment: PaymentResult) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  payByCard(number: string, method: PaidMethod): PaymentResult {
    const entry = Object.values(TEST_CARDS).find(({ card }) => card.number === number);
    const { status, declineCode, isChallenged } = entry?.outcome ?? APPROVED;
    this.#returnsWith = null;
    this.#begin(method, declineCode as PaymentResult['decline_code']);
    return this.#move(isChallenged ? 'requires_action' : this.#captured(status));
  }

  /** Pays with the session's saved card; null where it has none. */
  paySavedCard(): PaymentResult | null {
    const card = this.#options.savedCard?.card;
    return card === undefined ? null : this.payByCard(card.number, cardMethod(card));
  }

  payByAccount(routingNumber: string, accountNumber: string, method: PaidMethod): PaymentResult {
    const entry = Object.values(TEST_BANK_ACCOUNTS).find(
      ({ account }) => account.routingNumber === routingNumber && account.accountNumber === accountNumber,
    );
    this.#returnsWith = entry?.outcome.settles === false ? entry.outcome.returnCode : null;
    this.#begin(method, null);
    return this.#move(this.#options.capture === 'automatic' ? 'pending' : 'authorized');
  }

  /** Keeps what may be shown of a method, under a name. */
  save(method: PaidMethod): NonNullable<CallResult['payment_method']> {
    return { id: id('pm', ++this.#saved), method };
  }

  /** Answers the bank's question. A third wrong code declines the payment. */
  answer(isRight: boolean): PaymentResult {
    const payment = this.#open('requires_action');
    const triesLeft = (payment.action?.tries_left ?? 1) - 1;
    if (isRight) return this.#move(this.#captured('authorized'));
    if (triesLeft < 1) return this.giveUp();
    return this.#move('requires_action', { action: actionOf(triesLeft) });
  }

  giveUp(): PaymentResult {
    this.#open('requires_action');
    return this.#move('declined', { decline_code: 'authentication_failed' });
  }

  confirm(): PaymentResult {
    const { method } = this.#open('authorized');
    return this.#move(method?.type === 'ach' ? 'pending' : 'captured');
  }

  cancel(): PaymentResult {
    this.#open('authorized');
    return this.#move('canceled');
  }

  settle(): PaymentResult {
    this.#open('pending');
    return this.#move(this.#returnsWith === null ? 'captured' : 'failed');
  }

  reconcile(): PaymentResult {
    this.#open('unknown');
    return this.#move('authorized');
  }

  #captured(status: CardOutcome['status']): Status {
    return status === 'authorized' && this.#options.capture === 'automatic' ? 'captured' : status;
  }

  /** The payment, where it is in this status; otherwise an error that says what was asked of it. */
  #open(status: Status): PaymentResult {
    if (this.#payment?.status === status) return this.#payment;
    const is = this.#payment === null ? 'there is none yet' : `it is ${this.#payment.status}`;
    throw new Error(`The payment must be ${status} for this, and ${is}.`);
  }

  #begin(method: PaidMethod, declineCode: PaymentResult['decline_code']): void {
    const { amountMinor, currency } = this.#options;
    const number = ++this.#payments;
    this.#payment = {
      id: id('pay', number),
      status: 'processing',
      pending_operation: null,
      amount_minor: amountMinor,
      fee_minor: 0,
      total_minor: amountMinor,
      authorized_minor: 0,
      captured_minor: 0,
      refunded_minor: 0,
      currency,
      method,
      decline_code: declineCode,
      version: 1,
      payment_token: `offline-payment-${number}`,
      record_number: `OFFLINE-${number}`,
      action: null,
    };
  }

  #move(status: Status, changes: Partial<PaymentResult> = {}): PaymentResult {
    if (this.#payment === null) throw new Error('There is no payment yet.');
    const { amount_minor, version } = this.#payment;
    const action = status === 'requires_action' ? actionOf(TRIES) : null;
    const isAuthorized = status === 'authorized' || status === 'captured' || status === 'pending';
    this.#payment = {
      ...this.#payment,
      status,
      version: version + 1,
      authorized_minor: isAuthorized ? amount_minor : 0,
      captured_minor: status === 'captured' ? amount_minor : 0,
      action,
      ...changes,
    };
    for (const listener of this.#listeners) listener(this.#payment);
    return this.#payment;
  }
}

function actionOf(triesLeft: number): PaymentResult['action'] {
  return {
    id: id('act', 1),
    type: 'challenge',
    form: { type: 'code', digits: CODE_DIGITS },
    tries_left: triesLeft,
    expires_at: FAR_AWAY,
  };
}

function cardMethod({ number, expiry }: TestCard): PaidMethod {
  const [month, year] = expiry.split('/').map(Number);
  const brand = brandRules(number).brand;
  const years = { exp_month: month ?? null, exp_year: year === undefined ? null : 2000 + year };
  return { type: 'card', brand, last4: number.slice(-4), ...years, bank_name: null };
}

/** Counts instead of drawing lots, so that a test sees the same names every time. */
function id(prefix: string, number: number): PaymentUpdate['id'] {
  return `${prefix}_${String(number).padStart(26, '0')}`;
}
