/** Why a request has no answer. `isInDoubt`: it was sent, so the server may have acted on it all the same. */
export class RequestError extends Error {
  readonly code: string;
  readonly detail: string;
  readonly isInDoubt: boolean;

  constructor(code: string, detail: string, message: string, isInDoubt = false) {
    super(message);
    this.code = code;
    this.detail = detail;
    this.isInDoubt = isInDoubt;
  }
}
