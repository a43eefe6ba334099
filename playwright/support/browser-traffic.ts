import type { Page, Request, WebSocket } from '@playwright/test';
import type { Evidence } from './find-leaks.ts';

/** Writes down, as text, all that a page and its frames send and receive by HTTP and by socket. */
export class BrowserTraffic {
  readonly #seen: Evidence[] = [];
  readonly #pending: Promise<void>[] = [];

  constructor(page: Page) {
    page.on('request', (request) => this.#note(`request ${request.method()} ${pathOf(request)}`, requestText(request)));
    page.on('requestfinished', (request) => this.#pending.push(this.#noteResponse(request)));
    page.on('websocket', (socket) => this.#noteSocket(socket));
    page.on('console', (message) => this.#note('browser console', message.text()));
  }

  /** Everything so far, with the bodies that were still on their way. */
  async evidence(): Promise<Evidence[]> {
    await Promise.all(this.#pending);
    return [...this.#seen];
  }

  #note(where: string, text: string): void {
    this.#seen.push({ where, text });
  }

  async #noteResponse(request: Request): Promise<void> {
    const response = await request.response();
    // A redirect has no body; one that was dropped with its page has none any more.
    const body = (await response?.body().catch(() => null)) ?? Buffer.alloc(0);
    const headers = JSON.stringify(await response?.allHeaders().catch(() => ({})));
    this.#note(`response ${request.method()} ${pathOf(request)}`, `${headers}\n${body.toString('latin1')}`);
  }

  #noteSocket(socket: WebSocket): void {
    const { pathname } = new URL(socket.url());
    this.#note(`socket ${pathname}`, socket.url());
    socket.on('framesent', ({ payload }) => this.#note(`socket ${pathname}, sent`, frameText(payload)));
    socket.on('framereceived', ({ payload }) => this.#note(`socket ${pathname}, received`, frameText(payload)));
  }
}

const pathOf = (request: Request): string => new URL(request.url()).pathname;

const requestText = (request: Request): string =>
  [request.url(), JSON.stringify(request.headers()), request.postDataBuffer()?.toString('latin1') ?? ''].join('\n');

const frameText = (payload: string | Buffer): string =>
  typeof payload === 'string' ? payload : payload.toString('latin1');
