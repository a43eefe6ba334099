import type { ConnectionState, FieldState, PaymentUpdate, SessionView } from '@fieldfare/protocol';
import type { Field } from '../../field.ts';
import type { Fields } from '../../fields.ts';
import { MisuseError } from '../../misuse-error.ts';
import type { CallError, CallResult, FieldOptions, MountableKind, PayOptions } from '../../types.ts';

/** What components may show of a group of fields. */
export interface FieldsSnapshot {
  /** Whether every field that is mounted can be typed into; false while there is none. */
  isReady: boolean;
  /** Whether every mounted field holds a value that is good. */
  isComplete: boolean;
  /** What the page may know of each field that has loaded. */
  states: Readonly<Partial<Record<MountableKind, FieldState>>>;
  session: SessionView | null;
  /** The session's payment as it is now, also after the page paid: captured, voided, refunded. */
  payment: PaymentUpdate | null;
  /** Null before a field that can pay has loaded. */
  connection: ConnectionState | null;
  /** What went wrong last; null again once a field is ready or a payment begins. */
  error: CallError | null;
  /** What a payer of a bank account agrees to; null where no bank account can pay. */
  mandate: string | null;
  isPaying: boolean;
  /** How the last payment that this page asked for ended. */
  result: CallResult | null;
}

/** @internal */
export const NOTHING_YET: FieldsSnapshot = {
  isReady: false,
  isComplete: false,
  states: {},
  session: null,
  payment: null,
  connection: null,
  error: null,
  mandate: null,
  isPaying: false,
  result: null,
};

/**
 * @internal
 * One group of fields as React sees it. The group exists while a component uses it: StrictMode, which takes every component away and puts it
 * back at once, therefore finds the group that it left.
 */
export class FieldsStore {
  readonly #create: () => Fields;
  readonly #observers = new Set<() => void>();
  readonly #mounted = new Map<MountableKind, Field>();
  readonly #ready = new Set<MountableKind>();
  #fields: Fields | null = null;
  #users = 0;
  #snapshot = NOTHING_YET;

  constructor(create: () => Fields) {
    this.#create = create;
  }

  get snapshot(): FieldsSnapshot {
    return this.#snapshot;
  }

  /** The group, while a component uses it. */
  get fields(): Fields | null {
    return this.#fields;
  }

  observe(observer: () => void): () => void {
    this.#observers.add(observer);
    return () => void this.#observers.delete(observer);
  }

  /** Begins a use of the group; the answered function ends it. */
  use(): { fields: Fields; end: () => void } {
    const fields = (this.#fields ??= this.#open());
    this.#users += 1;
    return { fields, end: () => this.#endUse() };
  }

  /** Mounts a field; the answered function takes it away again. */
  mount(kind: MountableKind, options: FieldOptions, element: HTMLElement): { field: Field; remove: () => void } {
    const { fields, end } = this.use();
    try {
      const field = fields.create(kind, options);
      this.#mounted.set(kind, field);
      this.#change({});
      field.mount(element);
      return { field, remove: () => this.#remove(field, end) };
    } catch (error) {
      end();
      throw error;
    }
  }

  /** The group, or misuse where no component uses it. */
  opened(): Fields {
    if (this.#fields !== null) return this.#fields;
    throw new MisuseError('host_missing', 'Render a CardNumber, Card or AccountNumber before you pay.');
  }

  async pay(options?: PayOptions): Promise<CallResult> {
    const fields = this.opened();
    this.#change({ isPaying: true, error: null });
    try {
      const result = await fields.pay(options);
      this.#change({ isPaying: false, result });
      return result;
    } catch (error) {
      this.#change({ isPaying: false });
      throw error;
    }
  }

  forgetResult(): void {
    this.#change({ result: null, error: null });
  }

  #remove(field: Field, end: () => void): void {
    field.destroy();
    this.#mounted.delete(field.kind);
    this.#ready.delete(field.kind);
    this.#change({});
    end();
  }

  #endUse(): void {
    this.#users -= 1;
    queueMicrotask(() => {
      if (this.#users > 0 || this.#fields === null) return;
      this.#fields.destroy();
      this.#fields = null;
      this.#change(NOTHING_YET);
    });
  }

  #open(): Fields {
    const fields = this.#create();
    fields.on('ready', ({ kind }) => {
      this.#ready.add(kind);
      this.#change({ error: null });
    });
    fields.on('change', () => this.#change({}));
    fields.on('session', (session) => this.#change({ session, payment: session.payment ?? this.#snapshot.payment }));
    fields.on('status', (payment) => this.#change({ payment }));
    fields.on('connection', ({ state }) => this.#change({ connection: state }));
    fields.on('error', (error) => this.#change({ error }));
    fields.on('mandate', ({ text }) => this.#change({ mandate: text }));
    return fields;
  }

  #change(changed: Partial<FieldsSnapshot>): void {
    const mounted = [...this.#mounted.values()];
    const states = mounted.flatMap(({ kind, state }) => (state === null ? [] : [[kind, state] as const]));
    this.#snapshot = {
      ...this.#snapshot,
      states: Object.fromEntries(states),
      isReady: mounted.length > 0 && mounted.every(({ kind }) => this.#ready.has(kind)),
      isComplete: mounted.length > 0 && mounted.every(({ state }) => state?.complete === true),
      ...changed,
    };
    for (const observer of this.#observers) observer();
  }
}
