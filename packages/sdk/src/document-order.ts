import type { Field } from './field.ts';

/** The mounted ones of these fields as the page shows them, which need not be the order in which they were made. */
export function inDocumentOrder(fields: Iterable<Field>): Field[] {
  const placed = [...fields].flatMap((field) => {
    const element = field.frame?.element;
    return element === undefined ? [] : [{ field, element }];
  });
  placed.sort((a, b) => (isBefore(a.element, b.element) ? -1 : 1));
  return placed.map(({ field }) => field);
}

function isBefore(a: Element, b: Element): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
