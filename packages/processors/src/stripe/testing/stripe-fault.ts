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

/** An error of the request's own; Stripe leaves the code out of some. */
export const invalid = (code: string, message: string, param?: string): StripeFault =>
  new StripeFault(400, {
    type: 'invalid_request_error',
    ...(code === '' ? {} : { code }),
    message,
    ...(param === undefined ? {} : { param }),
  });

export const missing = (what: string, param?: string): StripeFault =>
  new StripeFault(param === undefined ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}`,
    ...(param === undefined ? {} : { param }),
  });
