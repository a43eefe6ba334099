import { DOCUMENT_TYPES } from '@fieldfare/protocol/constants';
import type { FrameMessage, HostMessage, PaymentAction, PaymentResult, PaymentUpdate } from '@fieldfare/protocol';
import { isSealedValue, isSiblingMessage } from '@fieldfare/protocol/validators';
import type { HostKeys } from '../crypto/generate-host-keys.ts';
import { openJwe } from '../crypto/open-jwe.ts';
import type { Words } from '../words/words.ts';
import { formatAmount } from './format-amount.ts';
import type { HostSession } from './handshake.ts';
import type { RequestQueue } from './request-queue.ts';

export interface ChallengeDeps {
  requests: RequestQueue;
  keys: Promise<HostKeys>;
  words: Words;
  session(): HostSession | null;
  learned(payment: PaymentResult): void;
  send(message: FrameMessage): void;
}

interface Running {
  payment: PaymentResult;
  action: PaymentAction;
  hasFailed: boolean;
  decided: PromiseWithResolvers<PaymentResult>;
}

/**
 * The bank's question to its cardholder, from the host's side. The page opens a frame of ours for it, which verifies this host as every
 * field does and seals the shopper's answer to it; the host puts the answer to the bank, until the bank has decided.
 */
export class Challenge {
  readonly #deps: ChallengeDeps;
  #running: Running | null = null;
  #port: MessagePort | null = null;

  constructor(deps: ChallengeDeps) {
    this.#deps = deps;
  }

  /** Asks the shopper; answers the payment as the bank decided it. Asked twice for one action, it shows it once. */
  run(payment: PaymentResult, stop?: AbortSignal): Promise<PaymentResult> {
    const { action } = payment;
    if (action === null) return Promise.resolve(payment);
    const dismiss = (): void => void this.dismiss();
    stop?.addEventListener('abort', dismiss, { once: true });
    if (this.#running?.action.id !== action.id) {
      this.#running = { payment, action, hasFailed: false, decided: Promise.withResolvers() };
      this.#deps.send({ type: 'challenge', open: true });
    }
    if (stop?.aborted === true) dismiss();
    return this.#running.decided.promise.finally(() => stop?.removeEventListener('abort', dismiss));
  }

  /** The frame that was opened for it is there. */
  join(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.addEventListener('message', ({ data }) => {
      if (!isSiblingMessage(data)) return;
      if (data.type === 'answer') void this.#answer(data.sealed);
      if (data.type === 'dismiss') void this.dismiss();
    });
    port.start();
    this.#ask();
  }

  /** The shopper, or the page, gives up: the bank is told, and declines. */
  async dismiss(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    const { id: action_id } = running.action;
    const given = await this.#deps.requests.request('abandon_action', { action_id }).catch(() => null);
    if (given === null) await this.#look();
    else this.#end(given.payment);
  }

  /** The payment changed by other hands: it ran out, or was canceled. */
  onUpdate({ id, status }: PaymentUpdate): void {
    if (this.#running?.payment.id === id && status !== 'requires_action') void this.#look();
  }

  async #answer(sealed: string): Promise<void> {
    const running = this.#running;
    const { sealingKey } = await this.#deps.keys;
    const content: unknown = await openJwe(sealingKey, DOCUMENT_TYPES.sealedValue, sealed).then(
      (text) => JSON.parse(text) as unknown,
      () => null,
    );
    const isOurs = isSealedValue(content) && content.session_key === this.#deps.session()?.claims.session_key;
    if (running === null || !isOurs || content.kind !== 'challenge') return;
    const body = { action_id: running.action.id, code: content.value };
    const answered = await this.#deps.requests.request('complete_action', body).catch(() => null);
    if (answered === null) return this.#look();
    const { action } = answered.payment;
    if (action === null) return this.#end(answered.payment);
    Object.assign(running, { action, hasFailed: true });
    this.#ask();
  }

  /** What became of it is known by the session, when an answer was lost or refused. */
  async #look(): Promise<void> {
    const status = await this.#deps.requests.request('payment_status', {}).catch(() => null);
    const payment = status?.session.payment;
    if (payment?.id !== this.#running?.payment.id || !payment) return;
    if (payment.action === null) this.#end(payment);
    else this.#ask();
  }

  #end(payment: PaymentResult): void {
    const running = this.#running;
    this.#running = null;
    this.#port?.close();
    this.#port = null;
    this.#deps.send({ type: 'challenge', open: false });
    this.#deps.learned(payment);
    running?.decided.resolve(payment);
  }

  #ask(): void {
    const session = this.#deps.session();
    const running = this.#running;
    if (session === null || running === null) return;
    const { total_minor, currency, merchant_name } = session.view;
    const message: HostMessage = {
      type: 'challenge',
      host_token: session.hostToken,
      payload_key: session.payloadKeyDocument,
      server_time: session.serverTime,
      merchant_name,
      amount: formatAmount(total_minor, currency, this.#deps.words.locale),
      digits: running.action.form.digits,
      tries_left: running.action.tries_left,
      has_failed: running.hasFailed,
    };
    this.#port?.postMessage(message);
  }
}
