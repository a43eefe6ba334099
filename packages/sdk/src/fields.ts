import type {
  CallError as FrameError,
  CallResult as FrameResult,
  FieldSetup,
  FieldState,
  FrameMessage,
  PageMessage,
  PaymentMethodType,
  SessionView,
} from '@fieldfare/protocol';
import { AutoAdvance } from './auto-advance.ts';
import { ABORTED, NOT_LOADED, systemError, unavailable } from './call-errors.ts';
import { Calls } from './calls.ts';
import { checkOptions } from './check-options.ts';
import { docUrl } from './doc-url.ts';
import { Emitter } from './emitter.ts';
import { ChallengeDialog } from './challenge-dialog.ts';
import { inDocumentOrder } from './document-order.ts';
import { GROUP_EVENTS } from './event-names.ts';
import { FIELD_KINDS } from './field-kinds.ts';
import { Field } from './field.ts';
import { createWatcher } from './create-watcher.ts';
import type { FrameHandle } from './frame-handle.ts';
import { inheritedAppearance } from './inherited-appearance.ts';
import { messagesFor } from './messages.ts';
import { methodOf, TRANSACTING } from './methods.ts';
import { MisuseError } from './misuse-error.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { SessionSource } from './session-source.ts';
import { themeAppearance } from './theme-appearance.ts';
import { withoutUndefined } from './without-undefined.ts';
import type {
  CallError,
  CallResult,
  CancelOptions,
  ConfirmOptions,
  FieldEvents,
  FieldOptions,
  FieldsEvents,
  FieldsOptions,
  MountableKind,
  PayOptions,
  TokenizeOptions,
} from './types.ts';

/** The fields of one checkout: they share a session, and the first that can pay holds its one socket. */
export class Fields {
  readonly #fieldsOrigin: string;
  readonly #events = new Emitter<FieldsEvents>(GROUP_EVENTS);
  readonly #source: SessionSource;
  readonly #fields = new Map<MountableKind, Field>();
  readonly #calls = new Calls();
  readonly #advance = new AutoAdvance();
  #options: Omit<FieldsOptions, 'session'>;
  #hostField: Field | null = null;
  #challenge: ChallengeDialog | null = null;
  /** By which method the shopper was about to pay when a field had the focus last. */
  #lastMethod: PaymentMethodType | null = null;
  readonly #running = new Map<CallMessage['type'], Promise<CallResult>>();
  readonly #gone = new AbortController();
  #watcher: FrameHandle | null = null;
  #session: SessionView | null = null;

  /** @internal */
  constructor(fieldsOrigin: string, given: FieldsOptions) {
    checkOptions('fields', given);
    const { session, ...options } = given;
    this.#fieldsOrigin = fieldsOrigin;
    this.#source = new SessionSource(session);
    this.#options = options;
  }

  /** The session as the payment server last told it; null until the socket is open. */
  get session(): SessionView | null {
    return this.#session;
  }

  create(kind: MountableKind, options: FieldOptions = {}): Field {
    this.#refuseDestroyed();
    refuseUnknown('kind_unknown', 'There is no field of kind', kind, FIELD_KINDS.split(' '));
    if (this.#fields.has(kind))
      throw new MisuseError('kind_exists', `There is a ${kind} already; a group of fields has one of each kind.`);
    const field = new Field(kind, options, {
      fieldsOrigin: this.#fieldsOrigin,
      merchantUid: () => this.#source.merchantUid(),
      sharedSetup: () => this.#sharedSetup(),
      tokenFor: async (of) => (this.#becomesHost(of) ? this.#source.take() : null),
      mounted: (mounted) => this.#onMounted(mounted),
      unmounted: (unmounted, frame) => this.#onUnmounted(unmounted, frame),
      destroyed: ({ kind }) => void this.#fields.delete(kind),
      emit: (event, payload) => this.#emitOfField(event, payload),
      explain: (error) => this.#explained(error),
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
  async pay(given: PayOptions = {}): Promise<CallResult> {
    checkOptions('pay', given);
    const { signal, method = this.#method(), ...options } = given;
    return this.#once({ type: 'pay', method, ...options }, signal);
  }

  /**
   * Saves what the fields hold for later payments, and charges nothing: `status` is `saved`, and `payment_method` names it. In a session of
   * mode `setup` this is what there is to do; in one of mode `payment` it may come before `pay()`. After `unknown` call it again: what was
   * saved then is the answer, and nothing is saved twice.
   */
  async tokenize(options: TokenizeOptions = {}): Promise<CallResult> {
    checkOptions('tokenize', options);
    return this.#once({ type: 'tokenize', method: options.method ?? this.#method() }, options.signal);
  }

  /** Captures the payment, all of it or less, where the session lets the page. */
  async confirm(options: ConfirmOptions = {}): Promise<CallResult> {
    checkOptions('confirm', options);
    const { amountMinor, signal } = options;
    return this.#call({ type: 'confirm', ...(amountMinor !== undefined && { amount_minor: amountMinor }) }, signal);
  }

  /** Voids the payment, where the session lets the page. */
  async cancel(options: CancelOptions = {}): Promise<CallResult> {
    checkOptions('cancel', options);
    return this.#call({ type: 'cancel' }, options.signal);
  }

  /** Follows the session's payment without any field: what a page needs that only shows how an order stands. */
  watch(): void {
    this.#refuseDestroyed();
    if (this.#watcher !== null || this.#host() !== null) return;
    const watcher = createWatcher(this.#fieldsOrigin, {
      booted: async () => ({ pt_token: await this.#source.take().catch(() => null), setup: null }),
      message: (message) => this.#onHostMessage(message),
      gone: () => this.#calls.endAll(),
      failed: ({ code, message }) => this.#fail(systemError(code, message)),
    });
    this.#watcher = watcher;
    void this.#source.merchantUid().then(
      (merchantUid) => watcher.load(merchantUid),
      (error: unknown) => this.#fail(unavailable(error)),
    );
  }

  /** Changes looks, language or sentences of every field, mounted ones too. What is `undefined` is as if it had never been said. */
  update(given: Partial<Omit<FieldsOptions, 'session'>>): void {
    checkOptions('fields.update', given);
    const { appearance, messages, ...options } = given;
    this.#options = {
      ...this.#options,
      ...options,
      appearance: withoutUndefined({ ...this.#options.appearance, ...appearance }),
      messages: withoutUndefined({ ...this.#options.messages, ...messages }),
    };
    for (const field of this.#fields.values()) field.refresh();
  }

  /** Removes every frame, listener and socket. */
  destroy(): void {
    this.#gone.abort();
    for (const field of this.#fields.values()) field.unmount();
    this.#fields.clear();
    this.#showChallenge(false);
    this.#watcher?.remove();
    this.#watcher = null;
    this.#calls.endAll();
    this.#events.clear();
  }

  /** Asked again while one is under way, a call answers that one. */
  #once(message: DistributiveOmit<CallMessage, 'call'>, signal?: AbortSignal): Promise<CallResult> {
    const running = this.#running.get(message.type) ?? this.#call(message, signal);
    this.#running.set(message.type, running);
    const ended = (): void => {
      if (this.#running.get(message.type) === running) this.#running.delete(message.type);
    };
    running.then(ended, ended);
    return running;
  }

  async #call(message: DistributiveOmit<CallMessage, 'call'>, signal?: AbortSignal): Promise<CallResult> {
    this.#refuseDestroyed();
    const host = await this.#hostWhenReady(signal);
    if (signal?.aborted === true) return this.#result(ABORTED);
    if (host === null) return this.#result(NOT_LOADED);
    const { call, result } = this.#calls.begin();
    host.post({ ...message, call });
    const abort = (): void => host.post({ type: 'abort', call });
    signal?.addEventListener('abort', abort, { once: true });
    const ended = await result.finally(() => signal?.removeEventListener('abort', abort));
    if (ended.status === 'invalid') this.#focusFirstInvalid(ended.error?.frame ?? null);
    return this.#result(ended);
  }

  /** A shopper may be faster than the network: the call waits for the field. Null where it does not come. */
  async #hostWhenReady(signal?: AbortSignal): Promise<FrameHandle | null> {
    if (this.#host() !== null) return this.#host();
    // Whether a security code alone can pay is known once the token was read; what is wrong with it is said by the field.
    await this.#source.merchantUid().catch(() => undefined);
    if (![...this.#fields.values()].some((field) => field.isMounted && this.#transacts(field))) {
      throw new MisuseError('host_missing', 'Mount a card-number, card or account-number field first.');
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const waited = new AbortController();
    const timer = setTimeout(resolve, LOADED_WITHIN_MS);
    const unsubscribe = this.#events.on('ready', () => this.#host() !== null && resolve());
    for (const end of [signal, this.#gone.signal])
      end?.addEventListener('abort', () => resolve(), { signal: waited.signal });
    if (signal?.aborted !== true) await promise;
    clearTimeout(timer);
    waited.abort();
    unsubscribe();
    return this.#host();
  }

  #emitOfField<E extends keyof FieldEvents>(event: E, payload: FieldEvents[E]): void {
    const emit = this.#events.emit.bind(this.#events) as (event: keyof FieldEvents, payload: unknown) => void;
    emit(event, payload);
    if (event === 'focus') this.#lastMethod = methodOf((payload as FieldEvents['focus']).kind) ?? this.#lastMethod;
    if (event === 'change' && this.#options.autoAdvance === true)
      this.#advance.from(payload as FieldState, this.#fields.values());
  }

  /** The frame that holds the socket, while it stands in the page and can be talked to. */
  #host(): FrameHandle | null {
    const host = this.#watcher ?? this.#hostField?.frame ?? null;
    return host?.element.isConnected === true ? host : null;
  }

  /** The first field that can pay holds the socket, and keeps it until it is unmounted. */
  #becomesHost(field: Field): boolean {
    if (this.#transacts(field) && this.#watcher === null) this.#hostField ??= field;
    return this.#hostField === field;
  }

  /** A saved card is paid with by its security code alone. */
  #transacts({ kind }: Field): boolean {
    return kind in TRANSACTING || (kind === 'card-cvc' && this.#source.hasSavedCard);
  }

  /** Links each sibling with the host by a channel of their own, whichever of them came last. */
  #onMounted(field: Field): void {
    if (field === this.#hostField) {
      for (const other of this.#fields.values()) if (other !== field) this.#link(other.kind, other.frame);
    } else this.#link(field.kind, field.frame);
  }

  #link(kind: MountableKind | 'challenge', frame: FrameHandle | null): void {
    const host = this.#host();
    if (host === null || frame === null) return;
    const { port1, port2 } = new MessageChannel();
    host.post({ type: 'sibling', frame: frame.id, kind }, [port1]);
    frame.post({ type: 'host' }, [port2]);
  }

  #onUnmounted(field: Field, frame: string): void {
    if (field !== this.#hostField) return this.#host()?.post({ type: 'sibling_gone', frame });
    this.#hostField = null;
    this.#calls.endAll();
    this.#showChallenge(false);
    const next = [...this.#fields.values()].find((other) => other.frame !== null && this.#becomesHost(other));
    if (next === undefined) return;
    void this.#renew('host_unmounted');
    this.#onMounted(next);
  }

  #sharedSetup(): FieldSetup {
    const { appearance = {}, locale, messages = {}, country, autoAdvance } = this.#options;
    return {
      appearance,
      messages: messagesFor(messages ?? {}, locale ?? 'en'),
      ...(locale !== undefined && { locale }),
      ...(country !== undefined && { country }),
      ...(autoAdvance !== undefined && { autoAdvance }),
    };
  }

  #method(): PaymentMethodType {
    const shown = [...this.#fields.values()].flatMap(({ kind, isMounted }) => (isMounted && TRANSACTING[kind]) || []);
    const [only = 'card'] = shown;
    const methods = new Set(shown).size;
    if (methods < shown.length) throw new MisuseError('kind_exists', 'Mount either card or card-number.');
    return methods > 1 ? (this.#lastMethod ?? only) : only;
  }

  /** Opens the frame in which the bank asks its cardholder, or closes it. */
  #showChallenge(isOpen: boolean): void {
    if (isOpen === (this.#challenge !== null)) return;
    this.#challenge?.close();
    this.#challenge = isOpen ? this.#openChallenge() : null;
    this.#events.emit('challenge', { open: isOpen });
  }

  #openChallenge(): ChallengeDialog {
    const dialog: ChallengeDialog = new ChallengeDialog({
      fieldsOrigin: this.#fieldsOrigin,
      setup: () => this.#challengeSetup(),
      joined: () => this.#link('challenge', dialog.frame),
      dismissed: () => this.#host()?.post({ type: 'dismiss' }),
      failed: (detail, message) => this.#fail(systemError(detail, message)),
    });
    this.#source.merchantUid().then(
      (merchantUid) => dialog.open(merchantUid),
      (error: unknown) => this.#fail(unavailable(error)),
    );
    return dialog;
  }

  /** The dialog stands over the whole page and takes its scheme, and nothing else of the fields' looks. */
  #challengeSetup(): FieldSetup {
    const { colorScheme = 'light', fontFamily } = {
      ...inheritedAppearance(document.body),
      ...themeAppearance(this.#options.appearance?.theme),
      ...this.#options.appearance,
    };
    return { ...this.#sharedSetup(), appearance: { colorScheme, ...(fontFamily !== undefined && { fontFamily }) } };
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
      case 'mandate':
        this.#events.emit('mandate', { text: message.text });
        break;
      case 'challenge':
        this.#showChallenge(message.open);
        break;
      case 'session_needed':
        void this.#renew(message.detail);
        break;
      case 'error':
        this.#fail(message.error);
        break;
      default:
    }
  }

  async #renew(detail: string): Promise<void> {
    if (!this.#source.canRenew) {
      const message = `The session token cannot be used (${detail}). Pass a function as \`session\` that fetches another.`;
      return this.#fail({ code: 'authentication_error', detail, message, frame: null });
    }
    try {
      this.#host()?.renew(await this.#source.take());
    } catch (error) {
      this.#fail(unavailable(error));
    }
  }

  #focusFirstInvalid(found: string | null): void {
    // What the other fields say of themselves may still be on its way; the one that was found to be wrong is known.
    const invalid = [...this.#fields.values()].filter(
      ({ state, frame }) => (state !== null && state.error !== null) || frame?.id === found,
    );
    inDocumentOrder(invalid)[0]?.focus();
  }

  #explained(error: FrameError): CallError {
    const message = this.#sharedSetup().messages?.[error.detail] ?? error.message;
    return { ...error, message, doc_url: docUrl(this.#fieldsOrigin, error.detail) };
  }

  #fail(error: FrameError): void {
    this.#events.emit('error', this.#explained(error));
  }

  #result(result: FrameResult): CallResult {
    return { ...result, error: result.error && this.#explained(result.error) };
  }

  #refuseDestroyed(): void {
    if (this.#gone.signal.aborted) throw new MisuseError('destroyed', 'These fields were destroyed; make new ones.');
  }
}

const LOADED_WITHIN_MS = 20_000;

type CallMessage = Extract<PageMessage, { call: number; type: 'pay' | 'tokenize' | 'confirm' | 'cancel' }>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
