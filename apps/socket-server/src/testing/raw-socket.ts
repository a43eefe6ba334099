import { SOCKET_PATH } from '@fieldfare/protocol';
import { WebSocket } from 'ws';

/** A WebSocket that knows nothing of Engine.IO or Socket.IO: what is sent is sent as it is, and what came is kept as it came. */
export class RawSocket {
  readonly packets: string[] = [];
  readonly #socket: WebSocket;
  readonly #listeners = new Set<() => void>();
  #closeCode: number | null = null;

  constructor(url: string, query = 'EIO=4&transport=websocket', headers: Record<string, string> = {}) {
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?${query}`, { headers });
    this.#socket.on('message', (packet: Buffer) => {
      this.packets.push(packet.toString());
      this.#changed();
    });
    this.#socket.on('close', (code) => {
      this.#closeCode = code;
      this.#changed();
    });
    // An error is always followed by a close.
    this.#socket.on('error', () => {});
  }

  get isClosed(): boolean {
    return this.#closeCode !== null;
  }

  send(packet: string | Buffer): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(packet);
  }

  /** The first packet that begins so, come already or still to come. Rejects where the connection ends without it. */
  async packet(begin: string): Promise<string> {
    const find = () => this.packets.find((packet) => packet.startsWith(begin));
    await this.#until(() => find() !== undefined || this.isClosed);
    const found = find();
    if (found === undefined) throw new Error(`closed (${this.#closeCode}) without ${begin}: ${this.packets.join(' ')}`);
    return found;
  }

  /** The code that the connection was closed with, once it is. */
  async closed(): Promise<number> {
    await this.#until(() => this.isClosed);
    return this.#closeCode ?? 0;
  }

  close(): void {
    this.#socket.close();
  }

  /** Ends without a goodbye, as a network does. */
  drop(): void {
    this.#socket.terminate();
  }

  #until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
