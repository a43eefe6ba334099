import type { Devtools } from './devtools.ts';

export interface Transfer {
  url: string;
  bytes: number;
}

interface NetworkEvent {
  requestId: string;
  request?: { url: string };
  encodedDataLength?: number;
}

/**
 * What came over the wire, response headers and compressed bodies, in every session, until `stop`. A frame's document is asked for in its
 * parent's session and ends in its own, so requests are known by their id alone, which names the process that made them.
 */
export class Traffic {
  readonly #urls = new Map<string, string>();
  readonly #bytes = new Map<string, number>();
  #changedAt = performance.now();
  readonly #forget: () => void;

  constructor(devtools: Devtools) {
    this.#forget = devtools.on((_, method, params) => {
      const { requestId, request, encodedDataLength = 0 } = params as NetworkEvent;
      if (method === 'Network.requestWillBeSent' && request) this.#urls.set(requestId, request.url);
      else if (method === 'Network.loadingFinished') this.#bytes.set(requestId, encodedDataLength);
      else return;
      this.#changedAt = performance.now();
    });
  }

  /** Every transfer that ended. */
  get transfers(): Transfer[] {
    return [...this.#bytes].map(([requestId, bytes]) => ({ url: this.#urls.get(requestId) ?? 'unknown', bytes }));
  }

  /** How long nothing has been asked for or arrived, in milliseconds. */
  get quietMs(): number {
    return performance.now() - this.#changedAt;
  }

  stop(): void {
    this.#forget();
  }
}
