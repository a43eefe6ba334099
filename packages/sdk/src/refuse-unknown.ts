import { MisuseError } from './misuse-error.ts';

/** Throws where a page names something that there is not, and says what there is. */
export function refuseUnknown(code: string, what: string, given: string, known: readonly string[]): void {
  if (!known.includes(given)) throw new MisuseError(code, `${what} ${given}; there are ${known.join(', ')}.`);
}
