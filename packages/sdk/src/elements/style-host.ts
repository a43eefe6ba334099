/** Gives an element looks that every rule of the page outweighs, and needs no permission of its policy; its children show as they are. */
export function styleHost(element: Element, rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${rules} :host([hidden]) { display: none }`);
  const shadow = element.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(document.createElement('slot'));
}
