/** A value as Braintree writes it: typed elements with dashes in their names. */
export type XmlValue = string | number | boolean | null | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** One element as Braintree's API answers it; an array's items are called `item`. */
export function toXml(name: string, value: XmlValue): string {
  const tag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (value === null) return `<${tag} nil="true"/>`;
  if (typeof value === 'number') return `<${tag} type="integer">${value}</${tag}>`;
  if (typeof value === 'boolean') return `<${tag} type="boolean">${value}</${tag}>`;
  if (typeof value === 'string') return `<${tag}>${escaped(value)}</${tag}>`;
  if (isList(value)) return `<${tag} type="array">${value.map((item) => toXml('item', item)).join('')}</${tag}>`;
  return `<${tag}>${Object.entries(value)
    .map(([key, part]) => toXml(key, part))
    .join('')}</${tag}>`;
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
