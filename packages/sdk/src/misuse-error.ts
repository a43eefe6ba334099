import { docUrl } from './doc-url.ts';

/** Thrown where the page uses the SDK in a way that can never work; everything that can happen to a shopper is a value or an event. */
export class MisuseError extends Error {
  /** @internal The fields origin that the page named last, or that the script is from: its pages explain every code. */
  static fieldsOrigin: string | undefined;
  readonly code: string;
  /** The page that explains the code; null as long as the page has not said where its fields are. */
  readonly doc_url: string | null;

  constructor(code: string, message: string) {
    super(`${message} (${code})`);
    this.name = 'FieldfareMisuseError';
    this.code = code;
    const origin = MisuseError.fieldsOrigin;
    this.doc_url = origin === undefined ? null : docUrl(origin, code);
  }
}
