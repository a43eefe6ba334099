import { request } from 'node:http';

export interface StatusRequest {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The origin that is asked for, where a server answers several. */
  readonly origin: string;
}

const TIMEOUT_MS = 10_000;

/** The HTTP status that a server on this machine answers; null when it does not answer. */
export function httpStatus({ host, port, path, origin }: StatusRequest): Promise<number | null> {
  // An address that means "every address" is none to connect to.
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return new Promise((resolve) => {
    const call = request({
      host: address,
      port,
      path,
      headers: { host: new URL(origin).host },
      timeout: TIMEOUT_MS,
      agent: false,
    });
    call.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(null));
    call.end();
  });
}
