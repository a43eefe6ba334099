import { createFrameField, Words } from '@fieldfare/fields/in-page';
import type { FrameField } from '@fieldfare/fields/in-page';
import { MisuseError } from '@fieldfare/sdk';
import type { Field, FieldEvents, FieldOptions, FieldState, MountableKind, MountOptions } from '@fieldfare/sdk';
import { checkOptions, Emitter, FIELD_EVENTS } from '@fieldfare/sdk/in-page';

/** What an offline field needs of the group that it belongs to. */
export interface OfflineOwner {
  setup(): FieldOptions & { messages?: Record<string, string>; country?: string; autoAdvance?: boolean };
  changed(field: OfflineField, state: FieldState): void;
  destroyed(field: OfflineField): void;
  emit<E extends keyof FieldEvents>(event: E, payload: FieldEvents[E]): void;
}

type FieldApi = Pick<
  Field,
  'kind' | 'state' | 'isMounted' | 'on' | 'mount' | 'update' | 'focus' | 'clear' | 'unmount' | 'destroy'
>;

/** A hosted field without a frame: the same input, formatting, checks and sentences, in the page itself where a test reaches it. */
export class OfflineField implements FieldApi {
  readonly kind: MountableKind;
  readonly #owner: OfflineOwner;
  readonly #events = new Emitter<FieldEvents>(FIELD_EVENTS);
  readonly #words = new Words();
  #options: FieldOptions;
  #container: HTMLElement | null = null;
  #box: HTMLElement | null = null;
  #mounted = new AbortController();
  #inside: FrameField | null = null;
  #state: FieldState | null = null;

  constructor(kind: MountableKind, options: FieldOptions, owner: OfflineOwner) {
    checkOptions('create', options);
    this.kind = kind;
    this.#options = options;
    this.#owner = owner;
  }

  get state(): FieldState | null {
    return this.#state;
  }

  get isMounted(): boolean {
    return this.#box !== null;
  }

  /** The live field, once it is mounted. */
  get inside(): FrameField | null {
    return this.#inside;
  }

  on<E extends keyof FieldEvents>(event: E, listener: (payload: FieldEvents[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  mount(target: string | HTMLElement, options: MountOptions = {}): void {
    checkOptions('mount', options);
    const { signal } = options;
    if (signal?.aborted === true) return;
    const container = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target;
    if (container === null) throw new MisuseError('target_missing', `There is no element to mount ${this.kind} in.`);
    this.unmount();
    this.#mounted = new AbortController();
    signal?.addEventListener('abort', () => this.unmount(), { signal: this.#mounted.signal });
    this.#container = container;
    const box = document.createElement('div');
    const row = document.createElement('div');
    box.append(row);
    container.append(box);
    this.#box = box;
    this.#inside = createFrameField(
      this.kind,
      this.#words,
      {
        changed: (state) => this.#onChange(box, state),
        submitted: () => this.#emit('submit', { kind: this.kind }),
      },
      row,
    );
    this.refresh();
    this.#watchLabels(container, this.#mounted.signal);
    // As from the network: never before the call has returned.
    queueMicrotask(() => this.#becomeReady(box));
  }

  update(options: FieldOptions): void {
    checkOptions('field.update', options);
    this.#options = { ...this.#options, ...options };
    this.refresh();
  }

  refresh(): void {
    const { messages = {}, ...setup } = this.#owner.setup();
    this.#words.override(messages);
    this.#inside?.setup({ ...setup, ...this.#options });
  }

  focus(): void {
    this.#inside?.focus();
  }

  clear(): void {
    this.#inside?.clear();
  }

  destroy(): void {
    this.unmount();
    this.#events.clear();
    this.#owner.destroyed(this);
  }

  unmount(): void {
    if (this.#box === null) return;
    this.#mounted.abort();
    this.#box.remove();
    for (const name of ['focused', 'empty', 'invalid', 'ready'])
      this.#container?.toggleAttribute(`data-ff-${name}`, false);
    this.#box = null;
    this.#container = null;
    this.#inside = null;
    this.#state = null;
  }

  #becomeReady(box: HTMLElement): void {
    if (this.#box !== box) return;
    this.#container?.toggleAttribute('data-ff-ready', true);
    this.#emit('ready', { kind: this.kind });
  }

  #watchLabels(container: HTMLElement, signal: AbortSignal): void {
    const labels = container.id === '' ? [] : document.querySelectorAll(`label[for="${CSS.escape(container.id)}"]`);
    for (const label of labels) label.addEventListener('click', () => this.focus(), { signal });
  }

  #onChange(box: HTMLElement, state: FieldState): void {
    if (this.#box !== box) return;
    const before = this.#state;
    this.#state = state;
    this.#container?.toggleAttribute('data-ff-focused', state.focused);
    this.#container?.toggleAttribute('data-ff-empty', state.empty);
    this.#container?.toggleAttribute('data-ff-invalid', state.error !== null);
    const { kind } = this;
    if (state.focused && before?.focused !== true) this.#emit('focus', { kind });
    if (!state.focused && before?.focused === true) this.#emit('blur', { kind });
    this.#owner.changed(this, state);
    this.#emit('change', state);
  }

  #emit<E extends keyof FieldEvents>(event: E, payload: FieldEvents[E]): void {
    this.#events.emit(event, payload);
    this.#owner.emit(event, payload);
  }
}
