import type { Page, WebSocketRoute } from '@playwright/test';

type Place = 'request' | 'answer';

/**
 * The network between a page's socket and the payment server, which can be cut at an exact message. While it is cut, every new connection
 * breaks too. socket.io writes an event as `42/fields,7["event",…]` and its acknowledgement as `43/fields,7[…]`.
 */
export class Wire {
  readonly #open = new Set<WebSocketRoute>();
  #isCut = false;
  #cutAt: { event: string; place: Place } | null = null;
  #awaited: string | null = null;
  #connections = 0;

  /** Puts itself between; call it before the page is opened. */
  static async of(page: Page): Promise<Wire> {
    const wire = new Wire();
    await page.routeWebSocket(/\/ws\//, (client) => wire.#connect(client));
    return wire;
  }

  /** How many connections the page has tried. */
  get connections(): number {
    return this.#connections;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  cut(): void {
    this.#isCut = true;
    for (const client of this.#open) void client.close({ code: 1001 });
    this.#open.clear();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Cuts when the event is sent: before the server has it (`request`), or after it has answered and before the page knows (`answer`). */
  cutAt(event: string, place: Place): void {
    this.#cutAt = { event, place };
  }

  #connect(client: WebSocketRoute): void {
    this.#connections++;
    if (this.#isCut) return void client.close({ code: 1001 });
    this.#open.add(client);
    const server = client.connectToServer();
    client.onMessage((message) => {
      if (this.#isLostRequest(String(message))) this.cut();
      if (this.#open.has(client)) server.send(message);
    });
    server.onMessage((message) => {
      if (this.#isLostAnswer(String(message))) this.cut();
      if (this.#open.has(client)) client.send(message);
    });
    client.onClose(() => {
      this.#open.delete(client);
      void server.close();
    });
    server.onClose((code, reason) => {
      if (this.#open.delete(client))
        void client.close({ ...(code === undefined ? {} : { code }), ...(reason ? { reason } : {}) });
    });
  }

  #isLostRequest(message: string): boolean {
    const [, id] = /^42\/fields,(\d+)\[/.exec(message) ?? [];
    if (id === undefined || this.#cutAt === null || !message.includes(`["${this.#cutAt.event}"`)) return false;
    const { place } = this.#cutAt;
    this.#cutAt = null;
    if (place === 'answer') this.#awaited = id;
    return place === 'request';
  }

  #isLostAnswer(message: string): boolean {
    if (this.#awaited === null || !message.startsWith(`43/fields,${this.#awaited}[`)) return false;
    this.#awaited = null;
    return true;
  }
}
