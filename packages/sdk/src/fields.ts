import type { CallError, CallResult, FieldSetup, FrameMessage, PageMessage, SessionView } from '@fieldfare/protocol';
import { Calls } from './calls.ts';
import { Emitter } from './emitter.ts';
import { Field, FIELD_TITLES } from './field.ts';
import { FrameHandle } from './frame-handle.ts';
import { MisuseError } from './misuse-error.ts';
import { SessionSource } from './session-source.ts';
import type {
  ConfirmOptions,
  FieldEvents,
  FieldOptions,
  FieldsEvents,
  FieldsOptions,
  MountableKind,
  PayOptions,
} from './types.ts';

/** The fields of one checkout: they share a session, and the card number's frame holds its one socket. */
export class Fields {
  readonly #fieldsOrigin: string;
  readonly #events = new Emitter<FieldsEvents>();
  readonly #source: SessionSource;
  readonly #fields = new Map<MountableKind, Field>();
  readonly #calls = new Calls();
  #setup: FieldSetup;
  #paying: Promise<CallResult> | null = null;
  #watcher: FrameHandle | null = null;
  #session: SessionView | null = null;
  #isDestroyed = false;

  constructor(fieldsOrigin: string, { session, appearance = {}, locale, messages = {} }: FieldsOptions) {
    this.#fieldsOrigin = fieldsOrigin;
    this.#source = new SessionSource(session);
    this.#setup = { appearance, messages, ...(locale !== undefined && { locale }) };
  }

  /** The session as the payment server last told it; null until the socket is open. */
  get session(): SessionView | null {
    return this.#session;
  }

  create(kind: MountableKind, options: FieldOptions = {}): Field {
    this.#refuseDestroyed();
    if (!Object.hasOwn(FIELD_TITLES, kind)) {
      throw new MisuseError(
        'kind_unknown',
        `There is no field of kind ${kind}; there are ${Object.keys(FIELD_TITLES).join(', ')}.`,
      );
    }
    if (this.#fields.has(kind))
      throw new MisuseError('kind_exists', `There is a ${kind} already; a group of fields has one of each kind.`);
    const field = new Field(kind, options, {
      fieldsOrigin: this.#fieldsOrigin,
      merchantUid: () => this.#source.merchantUid(),
      sharedSetup: () => this.#setup,
      tokenFor: async (of) => (of === 'card-number' ? this.#source.take() : null),
      mounted: (mounted) => this.#onMounted(mounted),
      unmounted: (unmounted, frame) => this.#onUnmounted(unmounted, frame),
      emit: (event, payload) => this.#emitOfField(event, payload),
      hostMessage: (message) => this.#onHostMessage(message),
    });
    this.#fields.set(kind, field);
    return field;
  }

  on<E extends keyof FieldsEvents>(event: E, listener: (payload: FieldsEvents[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /**
   * Pays with what the fields hold. Asked again while a payment is under way, it answers that payment. `status` is the payment's, or
   * `invalid`, `error` (certainly not charged) or `unknown` (perhaps charged: wait for `status`). Throws on misuse only.
   */
  pay({ signal, ...options }: PayOptions = {}): Promise<CallResult> {
    this.#refuseDestroyed();
    this.#paying ??= this.#call({ type: 'pay', ...options }, signal).finally(() => {
      this.#paying = null;
    });
    return this.#paying;
  }

  /** Captures the payment, all of it or less, where the session lets the page. */
  confirm({ amountMinor }: ConfirmOptions = {}): Promise<CallResult> {
    return this.#call({ type: 'confirm', ...(amountMinor !== undefined && { amount_minor: amountMinor }) });
  }

  /** Voids the payment, where the session lets the page. */
  cancel(): Promise<CallResult> {
    return this.#call({ type: 'cancel' });
  }

  /** Follows the session's payment without any field: what a page needs that only shows how an order stands. */
  watch(): void {
    this.#refuseDestroyed();
    if (this.#watcher !== null || this.#host() !== null) return;
    const watcher = new FrameHandle('session', 'Payment status', this.#fieldsOrigin, {
      booted: async () => ({ pt_token: await this.#source.take().catch(() => null), setup: null }),
      message: (message) => this.#onHostMessage(message),
      failed: ({ code, message }) =>
        this.#events.emit('error', { code: 'system_error', detail: code, message, frame: null }),
    });
    Object.assign(watcher.element.style, {
      position: 'absolute',
      width: '0',
      height: '0',
      border: '0',
      visibility: 'hidden',
    });
    watcher.element.ariaHidden = 'true';
    watcher.element.tabIndex = -1;
    document.body.append(watcher.element);
    this.#watcher = watcher;
    void this.#source.merchantUid().then(
      (merchantUid) => watcher.load(merchantUid),
      (error: unknown) => this.#events.emit('error', unavailable(error)),
    );
  }

  /** Changes looks, language or sentences of every field, mounted ones too. */
  update({ appearance, locale, messages }: Omit<FieldsOptions, 'session'>): void {
    this.#setup = {
      appearance: { ...this.#setup.appearance, ...appearance },
      messages: { ...this.#setup.messages, ...messages },
      ...((locale ?? this.#setup.locale) !== undefined && { locale: locale ?? this.#setup.locale }),
    };
    for (const field of this.#fields.values()) field.refresh();
  }

  /** Removes every frame, listener and socket. */
  destroy(): void {
    this.#isDestroyed = true;
    for (const field of this.#fields.values()) field.unmount();
    this.#fields.clear();
    this.#watcher?.remove();
    this.#watcher = null;
    this.#calls.endAll();
    this.#events.clear();
  }

  async #call(message: DistributiveOmit<CallMessage, 'call'>, signal?: AbortSignal): Promise<CallResult> {
    const host = await this.#hostWhenReady();
    if (host === null) return NOT_LOADED;
    const { call, result } = this.#calls.begin();
    host.post({ ...message, call });
    const abort = (): void => host.post({ type: 'abort', call });
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    const ended = await result.finally(() => signal?.removeEventListener('abort', abort));
    if (ended.status === 'invalid') this.#focusFirstInvalid();
    return { ...ended, error: ended.error && this.#worded(ended.error) };
  }

  /** A shopper may be faster than the network: the call waits for the field. Null where it does not come. */
  async #hostWhenReady(): Promise<FrameHandle | null> {
    if (this.#host() !== null) return this.#host();
    if (this.#fields.get('card-number')?.isMounted !== true) {
      throw new MisuseError('host_missing', 'Mount a card-number field first.');
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LOADED_WITHIN_MS);
    const unsubscribe = this.#events.on('ready', ({ kind }) => kind === 'card-number' && resolve());
    await promise;
    clearTimeout(timer);
    unsubscribe();
    return this.#host();
  }

  #emitOfField<E extends keyof FieldEvents>(event: E, payload: FieldEvents[E]): void {
    const emit = this.#events.emit.bind(this.#events) as (event: keyof FieldEvents, payload: unknown) => void;
    emit(event, event === 'error' ? this.#worded(payload as CallError) : payload);
  }

  #host(): FrameHandle | null {
    return this.#watcher ?? this.#fields.get('card-number')?.frame ?? null;
  }

  /** Links each sibling with the host by a channel of their own, whichever of them came last. */
  #onMounted(field: Field): void {
    if (field.kind === 'card-number') {
      for (const other of this.#fields.values()) if (other !== field) this.#link(other);
    } else this.#link(field);
  }

  #link({ kind, frame }: Field): void {
    const host = this.#fields.get('card-number')?.frame ?? null;
    if (host === null || frame === null) return;
    const { port1, port2 } = new MessageChannel();
    host.post({ type: 'sibling', frame: frame.id, kind }, [port1]);
    frame.post({ type: 'host' }, [port2]);
  }

  #onUnmounted(field: Field, frame: string): void {
    if (field.kind === 'card-number') this.#calls.endAll();
    else this.#fields.get('card-number')?.frame?.post({ type: 'sibling_gone', frame });
  }

  #onHostMessage(message: FrameMessage): void {
    switch (message.type) {
      case 'result':
        this.#calls.end(message.call, message.result);
        break;
      case 'status':
        this.#events.emit('status', message.payment);
        break;
      case 'session':
        this.#session = message.session;
        this.#events.emit('session', message.session);
        break;
      case 'connection':
        this.#events.emit('connection', { state: message.state, detail: message.detail });
        break;
      case 'session_needed':
        void this.#renew(message.detail);
        break;
      case 'error':
        this.#events.emit('error', this.#worded(message.error));
        break;
      default:
    }
  }

  async #renew(detail: string): Promise<void> {
    if (!this.#source.canRenew) {
      const message =
        'The session token was used or has expired. Pass a function as `session`, so that a new one can be fetched.';
      return this.#events.emit('error', this.#worded({ code: 'authentication_error', detail, message, frame: null }));
    }
    try {
      this.#host()?.renew(await this.#source.take());
    } catch (error) {
      this.#events.emit('error', this.#worded(unavailable(error)));
    }
  }

  /** The first invalid field as the page shows them, which need not be the order in which they were made. */
  #focusFirstInvalid(): void {
    const invalid = [...this.#fields.values()].filter(({ state }) => state !== null && !state.valid);
    const inOrder = invalid.toSorted((a, b) => {
      const isBefore =
        a.frame !== null &&
        b.frame !== null &&
        a.frame.element.compareDocumentPosition(b.frame.element) & Node.DOCUMENT_POSITION_FOLLOWING;
      return isBefore ? -1 : 1;
    });
    inOrder[0]?.focus();
  }

  #worded(error: CallError): CallError {
    return { ...error, message: this.#setup.messages?.[error.detail] ?? error.message };
  }

  #refuseDestroyed(): void {
    if (this.#isDestroyed) throw new MisuseError('destroyed', 'These fields were destroyed; make new ones.');
  }
}

const LOADED_WITHIN_MS = 20_000;

const NOT_LOADED: CallResult = {
  status: 'error',
  payment: null,
  error: {
    code: 'system_error',
    detail: 'fields_not_loaded',
    message: 'The card fields have not loaded. Nothing was charged.',
    frame: null,
  },
};

type CallMessage = Extract<PageMessage, { type: 'pay' | 'confirm' | 'cancel' }>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function unavailable(error: unknown): CallError {
  return {
    code: 'system_error',
    detail: 'session_unavailable',
    message: `The session could not be fetched: ${String(error)}`,
    frame: null,
  };
}
