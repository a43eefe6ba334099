import type { CallResult, PageMessage, PaymentResult, SessionView } from '@fieldfare/protocol';
import { failedResult, paymentResult } from './call-result.ts';
import type { Challenge } from './challenge.ts';
import { pay, tokenize } from './pay.ts';
import type { PayDeps } from './pay.ts';
import { RequestError } from './request-error.ts';

export type PageCall = Extract<PageMessage, { call: number; type: 'pay' | 'tokenize' | 'confirm' | 'cancel' }>;

export interface PageCallsDeps extends Omit<PayDeps, 'signal' | 'patience' | 'unanswered'> {
  challenge: Challenge;
  showSession: (view: SessionView) => void;
  answer: (call: number, result: CallResult) => void;
}

/** How long a call waits for a connection before it ends certainly uncharged, and for an answer before it ends in doubt. */
const CONNECTED_WITHIN_MS = 45_000;
const ANSWERED_WITHIN_MS = 150_000;

/** What the page asks of its host: each call is answered once, with a value. */
export class PageCalls {
  readonly #deps: PageCallsDeps;
  readonly #running = new Map<number, AbortController>();
  readonly #unanswered: PayDeps['unanswered'] = { saving: null };

  constructor(deps: PageCallsDeps) {
    this.#deps = deps;
  }

  abort(call: number): void {
    this.#running.get(call)?.abort(new RequestError('invalid_request', 'aborted', ABORTED));
  }

  async begin(message: PageCall): Promise<void> {
    const { words, answer } = this.#deps;
    const stop = new AbortController();
    this.#running.set(message.call, stop);
    const result = await this.#perform(message, stop.signal).catch((error: unknown) =>
      this.#existingPayment(failedResult(error, words), message.type),
    );
    this.#running.delete(message.call);
    answer(message.call, result);
  }

  async #perform(message: PageCall, stop: AbortSignal): Promise<CallResult> {
    const { words, learned } = this.#deps;
    if (message.type === 'tokenize') return this.#sending(stop, (deps) => tokenize(message, deps));
    const payment = message.type === 'pay' ? await this.#pay(message, stop) : await this.#operate(message);
    if ('error' in payment) return payment;
    learned(payment);
    return paymentResult(payment, words);
  }

  /** Pays, and lets the shopper answer where the bank asks; a stop then gives the bank's question up. */
  async #pay(message: Extract<PageCall, { type: 'pay' }>, stop: AbortSignal): Promise<PaymentResult | CallResult> {
    const paid = await this.#sending(stop, (deps) => pay(message, deps));
    return 'error' in paid || paid.action === null ? paid : this.#deps.challenge.run(paid, stop);
  }

  /** Lets a call wait for the line, and for its answer, for as long as a person would. */
  async #sending<T>(stop: AbortSignal, send: (deps: PayDeps) => Promise<T>): Promise<T> {
    const { words } = this.#deps;
    const late = new AbortController();
    const timer = setTimeout(() => {
      late.abort(new RequestError('system_error', 'unreachable', words.say('unreachable')));
    }, CONNECTED_WITHIN_MS);
    const signal = AbortSignal.any([stop, late.signal]);
    const patience = AbortSignal.timeout(ANSWERED_WITHIN_MS);
    return send({ ...this.#deps, signal, patience, unanswered: this.#unanswered }).finally(() => clearTimeout(timer));
  }

  async #operate(message: Extract<PageCall, { type: 'confirm' | 'cancel' }>): Promise<PaymentResult> {
    const { requests } = this.#deps;
    if (message.type === 'cancel') return (await requests.request('cancel_payment', {})).payment;
    const { amount_minor } = message;
    const body = amount_minor === undefined ? {} : { amount_minor };
    return (await requests.request('confirm_payment', body)).payment;
  }

  /** A session has one payment: where the server refuses another, or its outcome is in doubt, the page is told of the one there is. */
  async #existingPayment(result: CallResult, call: PageCall['type']): Promise<CallResult> {
    const { requests, words, showSession } = this.#deps;
    const isInDoubt = result.status === 'unknown' && call !== 'tokenize';
    if (result.error?.code !== 'conflict' && !isInDoubt) return result;
    const status = await requests.request('payment_status', {}).catch(() => null);
    if (status === null) return result;
    showSession(status.session);
    const { payment } = status.session;
    return payment === null || payment.status === 'declined'
      ? result
      : { ...paymentResult(payment, words), error: result.error };
  }
}

const ABORTED = 'The payment was stopped before it was sent.';
