import type { FieldsAnswer, FieldsEvent, FieldsRequest } from '@fieldfare/protocol';
import { isAnswerTo, isErrorAnswer } from '@fieldfare/protocol/validators';
import { RequestError } from './request-error.ts';

/** Sends one message; `acknowledge` is called with whatever the server answers, or never. */
export type Emit = (event: FieldsEvent, payload: object, acknowledge: (answer: unknown) => void) => void;

/** What is asked; with the id of an earlier request it is that request once more. */
export type RequestBody<E extends FieldsEvent> = Omit<FieldsRequest<E>, 'request_id'> & { request_id?: string };

interface Pending {
  event: FieldsEvent;
  payload: { request_id: string };
  wasSent: boolean;
  retries: number;
  timer?: ReturnType<typeof setTimeout>;
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/** An acknowledgement may be lost while the connection lives; repeating the request is safe by its id. */
const REPEAT_AFTER_MS = 10_000;
const MAX_RETRIES = 4;

/** Requests that can have moved money, or saved a card, even though no answer, or no good one, came back. */
const LEAVES_DOUBT = new Set<FieldsEvent>([
  'process_payment',
  'complete_action',
  'confirm_payment',
  'cancel_payment',
  'tokenize_payment_method',
]);

/** The requests that have no answer yet. Each keeps its id until it has one, over any number of connections. */
export class RequestQueue {
  readonly #pending = new Map<string, Pending>();
  #emit: Emit | null = null;

  request<E extends FieldsEvent>(event: E, body: RequestBody<E>): Promise<FieldsAnswer<E>> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const payload = { request_id: crypto.randomUUID(), ...body };
    clearTimeout(this.#pending.get(payload.request_id)?.timer);
    const pending: Pending = { event, payload, wasSent: false, retries: 0, resolve, reject };
    this.#pending.set(payload.request_id, pending);
    this.#send(pending);
    return promise as Promise<FieldsAnswer<E>>;
  }

  /** A connection is authenticated: everything unanswered goes over it, in the order in which it was asked. */
  resume(emit: Emit): void {
    this.#emit = emit;
    for (const pending of this.#pending.values()) this.#send(pending);
  }

  pause(): void {
    this.#emit = null;
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
  }

  /** No connection will come any more. */
  close(error: { code: string; detail: string; message: string }): void {
    this.pause();
    for (const { reject, event, wasSent } of this.#pending.values()) {
      reject(new RequestError(error.code, error.detail, error.message, wasSent && LEAVES_DOUBT.has(event)));
    }
    this.#pending.clear();
  }

  #send(pending: Pending): void {
    const emit = this.#emit;
    clearTimeout(pending.timer);
    if (emit === null) return;
    pending.wasSent = true;
    emit(pending.event, pending.payload, (answer) => this.#answered(pending, answer));
    pending.timer = setTimeout(() => this.#send(pending), REPEAT_AFTER_MS);
  }

  #answered(pending: Pending, answer: unknown): void {
    const { event, payload } = pending;
    const isDoubtful = LEAVES_DOUBT.has(event);
    if (this.#pending.get(payload.request_id) !== pending) return;
    if (isAnswerTo(event)(answer)) return this.#settle(pending, () => pending.resolve(answer));
    if (!isErrorAnswer(answer)) {
      const message = 'The payment server answered in a way that this page does not understand.';
      return this.#settle(pending, () =>
        pending.reject(new RequestError('system_error', 'bad_answer', message, isDoubtful)),
      );
    }
    if (answer.retryable && pending.retries < MAX_RETRIES) {
      clearTimeout(pending.timer);
      pending.timer = setTimeout(() => this.#send(pending), 500 * 2 ** pending.retries++);
      return;
    }
    const isInDoubt = isDoubtful && answer.code === 'system_error';
    this.#settle(pending, () =>
      pending.reject(new RequestError(answer.code, answer.detail, answer.message, isInDoubt)),
    );
  }

  #settle(pending: Pending, finish: () => void): void {
    clearTimeout(pending.timer);
    this.#pending.delete(pending.payload.request_id);
    finish();
  }
}
