/** Where there is no DOM, as on a server that renders pages, the elements are classes like any other and never become elements. */
export const BaseElement = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);
