/** Thrown where the page uses the SDK in a way that can never work; everything that can happen to a shopper is a value or an event. */
export class MisuseError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${message} (${code})`);
    this.name = 'FieldfareMisuseError';
    this.code = code;
  }
}
