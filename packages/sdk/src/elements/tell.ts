/** Tells the page as an event of the element that passes through shadow trees: `fieldfare-status` and the like. */
export function tell(element: Element, name: string, detail: unknown): void {
  element.dispatchEvent(new CustomEvent(`fieldfare-${name}`, { detail, bubbles: true, composed: true }));
}
