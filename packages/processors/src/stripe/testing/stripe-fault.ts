/** An error answer in Stripe's shape. */
export class StripeFault extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: { type: string; code?: string } & Record<string, unknown>) {
    super(body.code ?? body.type);
    this.status = status;
    this.body = body;
  }
}

export const invalid = (code: string, message: string): StripeFault =>
  new StripeFault(400, { type: 'invalid_request_error', code, message });

export const missing = (what: string): StripeFault =>
  new StripeFault(404, { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${what}` });
