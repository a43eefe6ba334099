import type { Devtools } from './devtools.ts';

interface Transfer {
  url: string;
  bytes: number;
}

interface NetworkEvent {
  requestId: string;
  request?: { url: string };
  encodedDataLength?: number;
}

/** What came over the wire, response headers and compressed bodies, of every session, until `stop`. */
export class Traffic {
  readonly #urls = new Map<string, string>();
  readonly #transfers: Transfer[] = [];
  #changedAt = performance.now();
  readonly #forget: () => void;

  constructor(devtools: Devtools) {
    this.#forget = devtools.on((sessionId, method, params) => {
      if (!method.startsWith('Network.')) return;
      const { requestId, request, encodedDataLength = 0 } = params as NetworkEvent;
      const id = `${sessionId ?? ''} ${requestId}`;
      if (method === 'Network.requestWillBeSent' && request) {
        this.#urls.set(id, request.url);
        this.#changedAt = performance.now();
      } else if (method === 'Network.loadingFinished') {
        this.#transfers.push({ url: this.#urls.get(id) ?? '', bytes: encodedDataLength });
        this.#changedAt = performance.now();
      }
    });
  }

  /** Bytes from the given origin. */
  bytesFrom(origin: string): number {
    return this.#sum(({ url }) => url.startsWith(`${origin}/`));
  }

  get bytes(): number {
    return this.#sum(() => true);
  }

  /** Every transfer, for whoever wants to see where the bytes come from. */
  get transfers(): readonly Transfer[] {
    return this.#transfers;
  }

  /** How long nothing has been asked for or arrived, in milliseconds. */
  get quietMs(): number {
    return performance.now() - this.#changedAt;
  }

  stop(): void {
    this.#forget();
  }

  #sum(isCounted: (transfer: Transfer) => boolean): number {
    return this.#transfers.filter(isCounted).reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
