/** A request that Braintree refuses by its HTTP status. */
export class BraintreeFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A request that Braintree's validation refuses, by its code. */
export class ValidationFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
