import { FieldfareFieldElement } from './field-element.ts';
import { FieldfareFieldsElement } from './group-element.ts';

export { FieldfareFieldElement, FieldfareFieldsElement };

declare global {
  interface HTMLElementTagNameMap {
    'fieldfare-fields': FieldfareFieldsElement;
    'fieldfare-field': FieldfareFieldElement;
  }
}

/** Makes the two elements known to the page. Asked again, and where there is no DOM, it does nothing. */
export function defineElements(): void {
  const registry = globalThis.customElements;
  if (registry === undefined || registry.get('fieldfare-fields') !== undefined) return;
  // The group first: a field looks for it when it comes.
  registry.define('fieldfare-fields', FieldfareFieldsElement);
  registry.define('fieldfare-field', FieldfareFieldElement);
}

defineElements();
