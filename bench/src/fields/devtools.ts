import { WebSocket } from 'ws';

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
  sessionId?: string;
}

export type DevtoolsEvent = (sessionId: string | undefined, method: string, params: unknown) => void;

/** The Chrome DevTools Protocol over one WebSocket, with flat sessions: each page and each foreign frame has one. */
export class Devtools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<DevtoolsEvent>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (raw: Buffer) => this.#receive(JSON.parse(raw.toString()) as Message));
    socket.once('close', () => this.#waiting.forEach(({ reject }) => reject(new Error('the browser is gone'))));
  }

  static async connect(url: string): Promise<Devtools> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 28 });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new Devtools(socket);
  }

  send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { resolve: resolve as (result: unknown) => void, reject });
      this.#socket.send(JSON.stringify({ id: this.#lastId, method, params, sessionId }));
    });
  }

  /** Hears of every event of every session; returns its own unsubscribe. */
  on(listener: DevtoolsEvent): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#socket.close();
  }

  #receive({ id, method, params, result, error, sessionId }: Message): void {
    if (id === undefined) {
      for (const listener of this.#listeners) listener(sessionId, method ?? '', params);
      return;
    }
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }
}
