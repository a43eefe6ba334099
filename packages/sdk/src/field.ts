import type { Appearance, CallError as FrameError, FieldSetup, FieldState, FrameMessage } from '@fieldfare/protocol';
import { systemError, unavailable } from './call-errors.ts';
import { checkOptions } from './check-options.ts';
import { Emitter } from './emitter.ts';
import { FIELD_EVENTS } from './event-names.ts';
import { FrameHandle } from './frame-handle.ts';
import { inheritedAppearance } from './inherited-appearance.ts';
import { MisuseError } from './misuse-error.ts';
import { themeAppearance } from './theme-appearance.ts';
import type { CallError, FieldEvents, FieldOptions, MountableKind, MountOptions } from './types.ts';

/** @internal What a field needs of the group that it belongs to. */
export interface FieldOwner {
  fieldsOrigin: string;
  merchantUid(): Promise<string>;
  sharedSetup(): FieldSetup;
  /** The PT token, for the one field that holds the socket; null for every other. */
  tokenFor(field: Field): Promise<string | null>;
  mounted(field: Field): void;
  unmounted(field: Field, frame: string): void;
  destroyed(field: Field): void;
  emit<E extends keyof FieldEvents>(event: E, payload: FieldEvents[E]): void;
  /** An error in the page's own words, and where to read more. */
  explain(error: FrameError): CallError;
  hostMessage(message: FrameMessage): void;
}

/** The height of a field in an element that has none of its own: a comfortable target for a thumb. */
const OWN_HEIGHT = '3rem';

/** One hosted field. It mounts, moves and unmounts on its own, any number of times. */
export class Field {
  readonly kind: MountableKind;
  readonly #owner: FieldOwner;
  readonly #events = new Emitter<FieldEvents>(FIELD_EVENTS);
  #options: FieldOptions;
  #container: HTMLElement | null = null;
  #frame: FrameHandle | null = null;
  /** The frame as long as it has not been put into the page; what the page then does with its element is the page's own affair. */
  #unplaced: FrameHandle | null = null;
  #mounted: AbortController | null = null;
  #state: FieldState | null = null;
  #isReady = false;

  /** @internal */
  constructor(kind: MountableKind, options: FieldOptions, owner: FieldOwner) {
    checkOptions('create', options);
    this.kind = kind;
    this.#options = options;
    this.#owner = owner;
  }

  /** What the page may know of the field; null until it has loaded. */
  get state(): FieldState | null {
    return this.#state;
  }

  /** Whether its frame stands in the page, or is about to. */
  get isMounted(): boolean {
    return this.#unplaced !== null || this.#frame?.element.isConnected === true;
  }

  /** @internal The frame, once it can be talked to. */
  get frame(): FrameHandle | null {
    return this.#isReady ? this.#frame : null;
  }

  on<E extends keyof FieldEvents>(event: E, listener: (payload: FieldEvents[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Mounts into the element that `target` is or selects. Loading goes on by itself; `ready` and `error` tell how it went. */
  mount(target: string | HTMLElement, options: MountOptions = {}): void {
    checkOptions('mount', options);
    const { signal } = options;
    if (signal?.aborted === true) return;
    const container = typeof target === 'string' ? find(target) : target;
    // Of any document's own class, and whatever a page without types passes.
    if (container?.nodeType !== Node.ELEMENT_NODE) {
      const given = typeof target === 'string' ? target : typeof target;
      throw new MisuseError('target_missing', `There is no element to mount ${this.kind} in: ${given}.`);
    }
    this.unmount();
    this.#mounted = new AbortController();
    signal?.addEventListener('abort', () => this.unmount(), { signal: this.#mounted.signal });
    this.#container = container;
    this.#frame = this.#unplaced = this.#createFrame(container);
    this.#watchPage(container, this.#mounted.signal);
    void this.#load(this.#frame);
  }

  update(options: FieldOptions): void {
    checkOptions('field.update', options);
    this.#options = { ...this.#options, ...options };
    this.refresh();
  }

  /** @internal Sends the field its options again, after something on the page changed. */
  refresh(): void {
    const setup = this.#setup();
    if (this.#frame !== null && setup.appearance?.colorScheme !== undefined) {
      this.#frame.element.style.colorScheme = setup.appearance.colorScheme;
    }
    this.#frame?.post({ type: 'setup', setup });
  }

  focus(): void {
    this.#place(this.#frame);
    this.#frame?.element.focus();
    this.#frame?.post({ type: 'focus' });
  }

  clear(): void {
    this.#frame?.post({ type: 'clear' });
  }

  unmount(): void {
    const frame = this.#frame;
    if (frame === null) return;
    this.#mounted?.abort();
    frame.remove();
    for (const name of ['focused', 'empty', 'invalid', 'ready'])
      this.#container?.toggleAttribute(`data-ff-${name}`, false);
    this.#frame = this.#unplaced = null;
    this.#container = null;
    this.#state = null;
    this.#isReady = false;
    this.#owner.unmounted(this, frame.id);
  }

  /** Unmounts the field for good; its group may create another of its kind. */
  destroy(): void {
    this.unmount();
    this.#events.clear();
    this.#owner.destroyed(this);
  }

  #createFrame(container: HTMLElement): FrameHandle {
    const frame: FrameHandle = new FrameHandle(this.kind, this.#owner.fieldsOrigin, {
      booted: async () => ({ pt_token: await this.#token(frame), setup: this.#setup() }),
      message: (message) => this.#onMessage(message),
      gone: () => this.#onGone(),
      failed: ({ code, message }) => this.#tell(systemError(code, message)),
    });
    const { style } = frame.element;
    // Unseen until its colours are the page's: a frame of another scheme is opaque.
    const height = /^(auto|0px|)$/.test(getComputedStyle(container).height) ? OWN_HEIGHT : '100%';
    Object.assign(style, { display: 'block', width: '100%', height, border: '0', opacity: '0' });
    style.colorScheme = inheritedAppearance(container).colorScheme ?? 'normal';
    return frame;
  }

  async #load(frame: FrameHandle): Promise<void> {
    // An iframe without an address loads an empty document first; so it is put in with one, or, where the session takes longer, in time to
    // hold its place when the page is painted.
    requestAnimationFrame(() => this.#place(frame));
    const merchantUid = await this.#orFail(frame, this.#owner.merchantUid());
    if (merchantUid === null || this.#frame !== frame) return;
    frame.load(merchantUid);
    this.#place(frame);
  }

  #place(frame: FrameHandle | null): void {
    if (this.#unplaced === null || this.#unplaced !== frame) return;
    this.#unplaced = null;
    this.#container?.append(frame.element);
  }

  #token(frame: FrameHandle): Promise<string | null> {
    return this.#orFail(frame, this.#owner.tokenFor(this));
  }

  /** What comes of the session; a failure is told, unless the field was unmounted meanwhile. */
  async #orFail(frame: FrameHandle, fetched: Promise<string | null>): Promise<string | null> {
    try {
      return await fetched;
    } catch (error) {
      if (this.#frame === frame) this.#tell(unavailable(error));
      return null;
    }
  }

  /** A label's click reaches the field, and a change of the page's colours does. */
  #watchPage(container: HTMLElement, signal: AbortSignal): void {
    const onClick = ({ target, defaultPrevented }: Event): void => {
      const label = target instanceof Element ? target.closest('label') : null;
      const isForThis =
        label !== null && (label.contains(container) || (label.htmlFor !== '' && label.htmlFor === container.id));
      if (!defaultPrevented && (isForThis || target === container)) this.focus();
    };
    // The root hears of labels that come or change after the field was mounted, too.
    container.getRootNode().addEventListener('click', onClick, { signal });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.refresh(), { signal });
  }

  #setup(): FieldSetup {
    const shared = this.#owner.sharedSetup();
    const wanted: Appearance = { ...shared.appearance, ...this.#options.appearance };
    const inherited: Appearance = this.#container === null ? {} : inheritedAppearance(this.#container);
    const appearance = { ...inherited, ...themeAppearance(wanted.theme), ...wanted };
    return { ...shared, ...this.#options, appearance };
  }

  #onMessage(message: FrameMessage): void {
    const { kind } = this;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#container?.toggleAttribute('data-ff-ready', true);
        if (this.#frame !== null) this.#frame.element.style.opacity = '';
        this.#owner.mounted(this);
        this.#passFocusOn();
        this.#emit('ready', { kind });
        break;
      case 'change':
        this.#onChange(message.state);
        break;
      case 'submit':
        this.#emit('submit', { kind });
        // As Enter in an input of the page's own would.
        this.#container?.closest('form')?.requestSubmit();
        break;
      case 'bin':
        this.#emit('bin', { bin: message.bin });
        break;
      case 'error':
        this.#tell(message.error);
        break;
      default:
        this.#owner.hostMessage(message);
    }
  }

  /** A moved frame begins anew and empty, and says so once it is ready. */
  #onGone(): void {
    this.#isReady = false;
    this.#container?.toggleAttribute('data-ff-ready', false);
    if (this.#frame !== null) this.#owner.unmounted(this, this.#frame.id);
  }

  /** A click on a label may come before the field does: then the frame's element has the focus, and the field gets it now. */
  #passFocusOn(): void {
    const element = this.#frame?.element;
    const root = element?.getRootNode() as Document | ShadowRoot | undefined;
    if (element !== undefined && root?.activeElement === element) this.#frame?.post({ type: 'focus' });
  }

  #onChange(state: FieldState): void {
    const before = this.#state;
    this.#state = state;
    this.#container?.toggleAttribute('data-ff-focused', state.focused);
    this.#container?.toggleAttribute('data-ff-empty', state.empty);
    this.#container?.toggleAttribute('data-ff-invalid', state.error !== null);
    const { kind } = this;
    if (state.focused && before?.focused !== true) this.#emit('focus', { kind });
    if (!state.focused && before?.focused === true) this.#emit('blur', { kind });
    this.#emit('change', state);
  }

  #tell(error: FrameError): void {
    this.#emit('error', this.#owner.explain({ ...error, frame: this.#frame?.id ?? null }));
  }

  #emit<E extends keyof FieldEvents>(event: E, payload: FieldEvents[E]): void {
    this.#events.emit(event, payload);
    this.#owner.emit(event, payload);
  }
}

/** The element of a selector; null where there is none, or the selector is none. */
function find(selector: string): HTMLElement | null {
  try {
    return document.querySelector<HTMLElement>(selector);
  } catch {
    return null;
  }
}
