import type { Field } from '../field.ts';
import { Fieldfare } from '../fieldfare.ts';
import type { Fields } from '../fields.ts';
import { MisuseError } from '../misuse-error.ts';
import type {
  CallResult,
  CancelOptions,
  ConfirmOptions,
  FieldOptions,
  FieldsOptions,
  MountableKind,
  PayOptions,
  TokenizeOptions,
} from '../types.ts';
import type { SessionOption } from '../session-source.ts';
import { BaseElement } from './base-element.ts';
import { jsonAttribute } from './json-attribute.ts';
import { styleHost } from './style-host.ts';
import { tell } from './tell.ts';

const GROUP_EVENTS = ['status', 'session', 'connection', 'mandate', 'challenge', 'error'] as const;

/** A field's place in a group: it is asked to come when there is a session, and to go when there is none any more. */
export interface GroupMember {
  open(create: (kind: MountableKind, options: FieldOptions) => Field): void;
  close(): void;
}

/**
 * `<fieldfare-fields>`: the fields inside it are one group, however deep they stand and in whichever shadow tree. Attributes: `session`,
 * `fields-origin`, `locale`, `country`, `auto-advance`, and as JSON `appearance` and `messages`. A function that fetches a session is
 * set as the property `session`. What happens is told by events named `fieldfare-…`, each with its payload in `detail`.
 */
export class FieldfareFieldsElement extends BaseElement {
  static readonly observedAttributes = [
    'session',
    'fields-origin',
    'appearance',
    'locale',
    'messages',
    'country',
    'auto-advance',
  ];
  readonly #members = new Set<GroupMember>();
  #session: SessionOption | null = null;
  #fields: Fields | null = null;

  constructor() {
    super();
    styleHost(this, ':host { display: block }');
  }

  /** The session's PT token, or a function that fetches one. Another one begins anew. */
  get session(): SessionOption | null {
    return this.#session ?? this.getAttribute('session');
  }

  set session(session: SessionOption | null) {
    if (session === this.#session) return;
    this.#session = session;
    this.#restart();
  }

  /** The group of the SDK behind this element; null while there is no session. */
  get fields(): Fields | null {
    return this.#fields;
  }

  /** See `Fields.pay`. */
  async pay(options?: PayOptions): Promise<CallResult> {
    return this.#opened().pay(options);
  }

  /** See `Fields.tokenize`. */
  async tokenize(options?: TokenizeOptions): Promise<CallResult> {
    return this.#opened().tokenize(options);
  }

  async confirm(options?: ConfirmOptions): Promise<CallResult> {
    return this.#opened().confirm(options);
  }

  async cancel(options?: CancelOptions): Promise<CallResult> {
    return this.#opened().cancel(options);
  }

  connectedCallback(): void {
    this.#start();
  }

  /** A move that keeps the frames alive keeps the group, too. */
  connectedMoveCallback(): void {}

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (name === 'session' || name === 'fields-origin') this.#restart();
    else this.#fields?.update(this.#options());
  }

  /** Takes a field in; the answered function lets it go. */
  join(member: GroupMember): () => void {
    this.#members.add(member);
    if (this.#fields !== null) this.#admit(member, this.#fields);
    return () => {
      this.#members.delete(member);
      member.close();
    };
  }

  #start(): void {
    const { session } = this;
    if (session === null || this.#fields !== null) return;
    const fieldsOrigin = this.getAttribute('fields-origin');
    const fields = Fieldfare(fieldsOrigin === null ? {} : { fieldsOrigin }).fields({ ...this.#options(), session });
    this.#fields = fields;
    for (const event of GROUP_EVENTS) fields.on(event, (payload) => tell(this, event, payload));
    for (const member of this.#members) this.#admit(member, fields);
  }

  #stop(): void {
    for (const member of this.#members) member.close();
    this.#fields?.destroy();
    this.#fields = null;
  }

  #restart(): void {
    this.#stop();
    if (this.isConnected) this.#start();
  }

  #admit(member: GroupMember, fields: Fields): void {
    member.open((kind, options) => fields.create(kind, options));
  }

  #options(): Omit<FieldsOptions, 'session'> {
    return {
      appearance: jsonAttribute(this, 'appearance'),
      messages: jsonAttribute(this, 'messages') as FieldsOptions['messages'],
      locale: this.getAttribute('locale') ?? undefined,
      country: this.getAttribute('country') ?? undefined,
      autoAdvance: this.hasAttribute('auto-advance'),
    };
  }

  #opened(): Fields {
    if (this.#fields !== null) return this.#fields;
    throw new MisuseError(
      'session_missing',
      'Give <fieldfare-fields> a session, and put it into the page, before you pay.',
    );
  }
}
