import { FieldfareFieldsElement } from './group-element.ts';

/** The group around an element, be it outside of the shadow tree that the element stands in. */
export function findGroup(element: Element): FieldfareFieldsElement | null {
  const found = element.closest('fieldfare-fields');
  if (found instanceof FieldfareFieldsElement) return found;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? findGroup(root.host) : null;
}
