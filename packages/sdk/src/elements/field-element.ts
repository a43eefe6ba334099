import type { FieldState } from '@fieldfare/protocol';
import type { Field } from '../field.ts';
import { MisuseError } from '../misuse-error.ts';
import type { FieldOptions, MountableKind } from '../types.ts';
import { BaseElement } from './base-element.ts';
import { findGroup } from './find-group.ts';
import type { GroupMember } from './group-element.ts';
import { jsonAttribute } from './json-attribute.ts';
import { styleHost } from './style-host.ts';
import { tell } from './tell.ts';

const FIELD_EVENTS = ['ready', 'change', 'focus', 'blur', 'submit', 'bin'] as const;

/**
 * `<fieldfare-field kind="card-number">`: one hosted field. It stands in a `<fieldfare-fields>`, at any depth. Attributes: `label`,
 * `placeholder`, `disabled`, `masked`, and as JSON `appearance`. A `<label for>` of the page focuses it. `data-ff-focused`, `data-ff-empty`,
 * `data-ff-invalid` and `data-ff-ready` stand on it while they are so.
 */
export class FieldfareFieldElement extends BaseElement implements GroupMember {
  static readonly formAssociated = true;
  static readonly observedAttributes = ['kind', 'label', 'placeholder', 'disabled', 'masked', 'appearance'];
  #field: Field | null = null;
  #leave: (() => void) | null = null;

  constructor() {
    super();
    // The frame itself stands outside of the shadow tree, where the browser's autofill sees it beside the others.
    styleHost(this, ':host { display: block; height: 3rem }');
    this.addEventListener('click', () => this.focus());
  }

  get kind(): MountableKind {
    return this.getAttribute('kind') as MountableKind;
  }

  set kind(kind: MountableKind) {
    this.setAttribute('kind', kind);
  }

  /** What the page may know of the field; null until it has loaded. */
  get state(): FieldState | null {
    return this.#field?.state ?? null;
  }

  override focus(): void {
    this.#field?.focus();
  }

  clear(): void {
    this.#field?.clear();
  }

  connectedCallback(): void {
    const group = findGroup(this);
    if (group === null) {
      throw new MisuseError('group_missing', `Put <fieldfare-field kind="${this.kind}"> into a <fieldfare-fields>.`);
    }
    this.#leave = group.join(this);
  }

  /** A move that keeps the frame alive keeps the field and what is in it. */
  connectedMoveCallback(): void {}

  disconnectedCallback(): void {
    this.#leave?.();
    this.#leave = null;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || this.#leave === null) return;
    if (name !== 'kind') return this.#field?.update(this.#options());
    this.disconnectedCallback();
    this.connectedCallback();
  }

  open(create: (kind: MountableKind, options: FieldOptions) => Field): void {
    const field = create(this.kind, this.#options());
    this.#field = field;
    for (const event of FIELD_EVENTS) field.on(event, (payload) => tell(this, event, payload));
    field.mount(this);
  }

  close(): void {
    this.#field?.destroy();
    this.#field = null;
  }

  #options(): FieldOptions {
    return {
      label: this.getAttribute('label') ?? undefined,
      placeholder: this.getAttribute('placeholder') ?? undefined,
      disabled: this.hasAttribute('disabled'),
      masked: this.hasAttribute('masked'),
      appearance: jsonAttribute(this, 'appearance'),
    };
  }
}
