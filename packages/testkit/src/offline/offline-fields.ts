import {
  bankAccountSecrets,
  bankName,
  callError,
  cardSecrets,
  ENGLISH,
  formatAmount,
  KINDS_OF_METHOD,
  paymentResult,
  splitParts,
  updateOf,
  Words,
} from '@fieldfare/fields/in-page';
import { MisuseError } from '@fieldfare/sdk';
import type {
  CallResult,
  CancelOptions,
  ConfirmOptions,
  Field,
  FieldOptions,
  Fields,
  FieldsEvents,
  FieldsOptions,
  FieldState,
  MountableKind,
  PayOptions,
  SessionView,
  TokenizeOptions,
} from '@fieldfare/sdk';
import { checkOptions, Emitter, GROUP_EVENTS, messagesFor, methodOf, TRANSACTING } from '@fieldfare/sdk/in-page';
import { askCardholder } from './offline-challenge.ts';
import type { OfflineBank } from './offline-bank.ts';
import { OfflineField } from './offline-field.ts';

type FieldsApi = Pick<
  Fields,
  'session' | 'create' | 'on' | 'pay' | 'tokenize' | 'confirm' | 'cancel' | 'watch' | 'update' | 'destroy'
>;
type Method = NonNullable<PayOptions['method']>;
type PaymentResult = NonNullable<CallResult['payment']>;
type Values = ReadonlyMap<MountableKind, string>;
type Collected = { values: Values } | { refused: CallResult };
type WithoutLink = Omit<CallResult, 'error'> & { error: Omit<NonNullable<CallResult['error']>, 'doc_url'> | null };

/** The fields of one checkout, as the SDK's `Fields`: the session is the test's own, and the bank is in this process. */
export class OfflineFields implements FieldsApi {
  readonly #bank: OfflineBank;
  readonly #fieldsOrigin: string;
  readonly #events = new Emitter<FieldsEvents>(GROUP_EVENTS);
  readonly #fields = new Map<MountableKind, OfflineField>();
  readonly #words = new Words();
  readonly #stopListening: () => void;
  #options: Omit<FieldsOptions, 'session'>;
  #lastMethod: Method | null = null;
  #paying: Promise<CallResult> | null = null;
  #isConnected = false;
  #isWatching = false;
  #isDestroyed = false;

  constructor(bank: OfflineBank, fieldsOrigin: string, given: FieldsOptions) {
    checkOptions('fields', given);
    const { session, ...options } = given;
    if (typeof session !== 'string' && typeof session !== 'function') {
      throw new MisuseError(
        'session_missing',
        'Pass `session`: the pt_token of a session, or a function that fetches one.',
      );
    }
    this.#bank = bank;
    this.#fieldsOrigin = fieldsOrigin;
    this.#options = options;
    this.#words.override(this.#messages());
    this.#stopListening = bank.onPayment((payment) => this.#events.emit('status', updateOf(payment)));
  }

  get session(): SessionView | null {
    return this.#isConnected ? this.#bank.session : null;
  }

  create(kind: MountableKind, options: FieldOptions = {}): Field {
    this.#refuseDestroyed();
    if (kind !== 'card' && !Object.hasOwn(ENGLISH, kind))
      throw new MisuseError('kind_unknown', `There is no field of kind ${kind}.`);
    if (this.#fields.has(kind))
      throw new MisuseError('kind_exists', `There is a ${kind} already; a group of fields has one of each kind.`);
    const field = new OfflineField(kind, options, {
      setup: () => this.#setup(),
      changed: (changed, state) => this.#onChange(changed, state),
      destroyed: (destroyed) => void this.#fields.delete(destroyed.kind),
      emit: (event, payload) => {
        (this.#events.emit.bind(this.#events) as (event: string, payload: unknown) => void)(event, payload);
        if (event === 'ready') this.#onReady(field);
      },
    });
    this.#fields.set(kind, field);
    // The SDK's class has parts of its own that no page can see; all that a page can is the same.
    return field as unknown as Field;
  }

  on<E extends keyof FieldsEvents>(event: E, listener: (payload: FieldsEvents[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  async pay(options: PayOptions = {}): Promise<CallResult> {
    checkOptions('pay', options);
    this.#refuseDestroyed();
    this.#paying ??= this.#pay(options).finally(() => {
      this.#paying = null;
    });
    return this.#paying;
  }

  async tokenize(options: TokenizeOptions = {}): Promise<CallResult> {
    checkOptions('tokenize', options);
    const { method = this.#method(), signal } = options;
    this.#refuseDestroyed();
    const collected = await this.#collect(method, signal);
    if ('refused' in collected) return collected.refused;
    if (this.#bank.session.status === 'completed')
      return this.#failed(
        'error',
        'conflict',
        'session_closed',
        'This checkout has ended. Reload the page to start again.',
      );
    const saved = method === 'card' ? this.#cardOf(collected.values) : this.#accountOf(collected.values);
    if (saved === null) return this.#failed('error', 'invalid_request', 'field_missing', FIELD_MISSING);
    return { status: 'saved', payment: null, payment_method: this.#bank.save(saved.method), error: null };
  }

  async confirm(options: ConfirmOptions = {}): Promise<CallResult> {
    checkOptions('confirm', options);
    return this.#operate('confirm', options.signal, () => this.#bank.confirm());
  }

  async cancel(options: CancelOptions = {}): Promise<CallResult> {
    checkOptions('cancel', options);
    return this.#operate('cancel', options.signal, () => this.#bank.cancel());
  }

  watch(): void {
    this.#refuseDestroyed();
    this.#isWatching = true;
    queueMicrotask(() => this.#connect());
  }

  update(given: Omit<FieldsOptions, 'session'>): void {
    checkOptions('fields.update', given);
    const { appearance, messages, ...options } = given;
    this.#options = {
      ...this.#options,
      ...options,
      appearance: { ...this.#options.appearance, ...appearance },
      messages: { ...this.#options.messages, ...messages },
    };
    this.#words.override(this.#messages());
    for (const field of this.#fields.values()) field.refresh();
  }

  destroy(): void {
    this.#isDestroyed = true;
    for (const field of this.#fields.values()) field.unmount();
    this.#fields.clear();
    this.#stopListening();
    this.#events.clear();
  }

  async #pay({ method = this.#method(), signal }: PayOptions): Promise<CallResult> {
    const { kind, status, saved_method: saved } = this.#bank.session;
    if (kind === 'payment' && status === 'completed') return this.#paidAlready();
    const collected = await this.#collect(method, signal);
    if ('refused' in collected) return collected.refused;
    if (kind === 'setup') return this.#failed('error', 'conflict', 'setup_session', SETUP_SESSION);
    if (saved?.code === 'required' && !collected.values.has('card-cvc'))
      return this.#failed('error', 'validation_error', 'cvc_required', this.#words.say('cvc_required'));
    const paid = saved === null ? this.#payTyped(method, collected.values) : this.#bank.paySavedCard();
    if (paid === null) return this.#failed('error', 'invalid_request', 'field_missing', FIELD_MISSING);
    if (paid.status === 'requires_action') await this.#challenge(signal);
    return this.#linked(paymentResult(this.#bank.payment ?? paid, this.#words));
  }

  /** What the fields of a method hold once the bank could be asked, or why it is not asked. */
  async #collect(method: Method, signal: AbortSignal | undefined): Promise<Collected> {
    if (!this.#isWatching && !this.#shown().some((field) => this.#transacts(field)))
      throw new MisuseError('host_missing', 'Mount a card-number, card or account-number field first.');
    const kinds = KINDS_OF_METHOD[method];
    const fields = this.#shown().filter(({ kind }) => kinds.has(kind));
    const [first] = fields.flatMap((field) => {
      const problem = field.inside?.validate() ?? null;
      return problem === null ? [] : [{ field, problem }];
    });
    if (first !== undefined) {
      first.field.focus();
      return { refused: this.#failed('invalid', 'validation_error', first.problem.code, first.problem.message) };
    }
    const values = new Map(fields.flatMap(({ kind, inside }) => splitParts(kind, inside?.value() ?? '')));
    await new Promise((resolve) => setTimeout(resolve, this.#bank.answersAfterMs));
    return signal?.aborted === true
      ? { refused: this.#failed('error', 'invalid_request', 'aborted', ABORTED) }
      : { values };
  }

  /** A saved card is paid with by its security code alone. */
  #transacts({ kind }: OfflineField): boolean {
    return kind in TRANSACTING || (kind === 'card-cvc' && this.#bank.session.saved_method !== null);
  }

  #payTyped(method: Method, values: Values): PaymentResult | null {
    return method === 'card' ? this.#payByCard(values) : this.#payByAccount(values);
  }

  #payByCard(values: Values): PaymentResult | null {
    const card = this.#cardOf(values);
    return card && this.#bank.payByCard(card.number, card.method);
  }

  #payByAccount(values: Values): PaymentResult | null {
    const account = this.#accountOf(values);
    return account && this.#bank.payByAccount(account.routingNumber, account.number, account.method);
  }

  #cardOf(values: Values) {
    const card = cardSecrets(values);
    if (card === null) return null;
    const brand = (this.#fields.get('card-number') ?? this.#fields.get('card'))?.state?.brand ?? null;
    const { number, exp_month, exp_year } = card;
    const method = { type: 'card', brand, last4: number.slice(-4), exp_month, exp_year, bank_name: null } as const;
    return { number, method };
  }

  #accountOf(values: Values) {
    const account = bankAccountSecrets(values);
    if (account === null) return null;
    const { routing_number: routingNumber, account_number: number } = account;
    const bank = bankName(routingNumber);
    const method = {
      type: 'ach',
      brand: null,
      last4: number.slice(-4),
      exp_month: null,
      exp_year: null,
      bank_name: bank === '' ? null : bank,
    } as const;
    return { routingNumber, number, method };
  }

  async #challenge(signal: AbortSignal | undefined): Promise<void> {
    this.#events.emit('challenge', { open: true });
    await askCardholder(this.#bank, signal);
    this.#events.emit('challenge', { open: false });
  }

  #operate(operation: 'confirm' | 'cancel', signal: AbortSignal | undefined, perform: () => PaymentResult): CallResult {
    if (signal?.aborted === true) return this.#failed('error', 'invalid_request', 'aborted', ABORTED);
    if (!this.#bank.session.page_may.includes(operation))
      return this.#failed(
        'error',
        'permission_denied',
        'page_may_not',
        `The session does not let its page ${operation} a payment.`,
      );
    if (this.#bank.payment?.status !== 'authorized')
      return this.#failed(
        'error',
        'conflict',
        'payment_status_conflict',
        'The status of the payment does not allow this.',
      );
    return this.#linked(paymentResult(perform(), this.#words));
  }

  #paidAlready(): CallResult {
    const { payment } = this.#bank;
    const result = this.#failed('error', 'conflict', 'already_paid', 'This session is paid.');
    return payment === null ? result : { ...paymentResult(payment, this.#words), error: result.error };
  }

  #failed(status: 'invalid' | 'error', code: string, detail: string, message: string): CallResult {
    return this.#linked({ status, payment: null, error: callError(code, detail, message) });
  }

  /** Every error leads to its explanation, as the SDK's do. */
  #linked({ error, ...result }: WithoutLink): CallResult {
    const link = { doc_url: `${this.#fieldsOrigin}/sdk/v1/errors#${error?.detail}` };
    return { ...result, error: error && { ...error, ...link } };
  }

  /** Whose card it is that is saved, and so how long its code is, comes with the session. */
  #onReady({ kind, inside }: OfflineField): void {
    const saved = this.#bank.session.saved_method;
    if (kind === 'card-cvc' && saved !== null) inside?.setBrand(saved.method.brand);
    this.#connect();
  }

  /** As the socket opens once a field that can pay has loaded. */
  #connect(): void {
    if (this.#isConnected || this.#isDestroyed) return;
    this.#isConnected = true;
    const { session } = this.#bank;
    this.#events.emit('connection', { state: 'connected', detail: null });
    this.#events.emit('session', session);
    if (this.#fields.has('account-number')) {
      const amount = formatAmount(session.total_minor, session.currency, this.#words.locale);
      const text = this.#words.say('ach_authorization', { merchant: session.merchant_name, amount });
      this.#events.emit('mandate', { text });
    }
  }

  #onChange({ kind, inside }: OfflineField, { brand, focused }: FieldState): void {
    if (focused) this.#lastMethod = methodOf(kind) ?? this.#lastMethod;
    for (const other of this.#fields.values()) {
      if (other.kind === 'card-cvc' && (kind === 'card-number' || kind === 'card')) other.inside?.setBrand(brand);
      if (other.kind !== kind && kind === 'address-country') other.inside?.setCountry(inside?.value() ?? '');
    }
  }

  #setup(): ReturnType<ConstructorParameters<typeof OfflineField>[2]['setup']> {
    const { country, autoAdvance } = this.#options;
    return {
      messages: this.#messages(),
      ...(country !== undefined && { country }),
      ...(autoAdvance !== undefined && { autoAdvance }),
    };
  }

  #messages(): Record<string, string> {
    return messagesFor(this.#options.messages ?? {}, this.#options.locale ?? 'en');
  }

  #shown(): OfflineField[] {
    return [...this.#fields.values()].filter(({ isMounted }) => isMounted);
  }

  #method(): Method {
    const shown = this.#shown().flatMap(({ kind }) => TRANSACTING[kind] ?? []);
    const [only = 'card'] = shown;
    return new Set(shown).size > 1 ? (this.#lastMethod ?? only) : only;
  }

  #refuseDestroyed(): void {
    if (this.#isDestroyed) throw new MisuseError('destroyed', 'These fields were destroyed; make new ones.');
  }
}

const SETUP_SESSION = 'A setup session saves a payment method and takes no payment. Send tokenize_payment_method.';
const FIELD_MISSING = 'A field that this method needs is not on the page.';
const ABORTED = 'The payment was stopped before it was sent.';
