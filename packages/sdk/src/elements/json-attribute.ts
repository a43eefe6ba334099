import { MisuseError } from '../misuse-error.ts';

/** An attribute that holds JSON; undefined where it is not there. */
export function jsonAttribute(element: Element, name: string): object | undefined {
  const text = element.getAttribute(name);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new MisuseError(
      'attribute_invalid',
      `The attribute ${name} of <${element.localName}> is no JSON, as in ${name}='{"theme":"dark"}'.`,
    );
  }
}
