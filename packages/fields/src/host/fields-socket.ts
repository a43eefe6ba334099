import { FIELDS_NAMESPACE, SOCKET_PATH } from '@fieldfare/protocol/constants';

export interface FieldsSocketEvents {
  /** What the handshake's CONNECT packet carries. */
  auth(): object;
  event(name: string, payload: unknown): void;
  /** The server answered CONNECT with an error; `reason` is whatever it gave. */
  refused(reason: unknown): void;
  /** The connection ended in any way but by `disconnect()`. */
  closed(): void;
}

/** The packets that this client knows: an Engine.IO digit, for messages followed by a Socket.IO digit. */
const PACKET = {
  open: '0',
  ping: '2',
  pong: '3',
  connect: '40',
  disconnect: '41',
  event: '42',
  acknowledgement: '43',
  refusal: '44',
} as const;

const CONNECTED_WITHIN_MS = 8_000;

/**
 * A client of the Socket.IO protocol (revision 5, over Engine.IO 4) as far as fields need it: one namespace, WebSocket alone, JSON alone,
 * no reconnection of its own. Every frame document carries it, and the general client is ten times its size; a test holds it against the
 * general server.
 */
export class FieldsSocket {
  readonly #url: string;
  readonly #events: FieldsSocketEvents;
  readonly #acknowledgements = new Map<number, (answer: unknown) => void>();
  #socket: WebSocket | null = null;
  #isConnected = false;
  #lastId = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #longestSilenceMs = CONNECTED_WITHIN_MS;

  constructor(origin: string, events: FieldsSocketEvents) {
    this.#url = `${origin.replace(/^http/, 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
    this.#events = events;
  }

  get connected(): boolean {
    return this.#isConnected;
  }

  connect(): void {
    if (this.#socket !== null) return;
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#longestSilenceMs = CONNECTED_WITHIN_MS;
    this.#expectWord();
    const isCurrent = (): boolean => this.#socket === socket;
    socket.addEventListener('message', ({ data }) => isCurrent() && this.#receive(String(data)));
    socket.addEventListener('close', () => isCurrent() && this.#lose());
  }

  disconnect(): void {
    const socket = this.#socket;
    this.#forget();
    socket?.close();
  }

  /** Sends an event; `acknowledge` is called with the server's answer, or never. */
  emit(event: string, payload: object, acknowledge: (answer: unknown) => void): void {
    if (!this.#isConnected) return;
    const id = ++this.#lastId;
    this.#acknowledgements.set(id, acknowledge);
    this.#send(PACKET.event, [event, payload], id);
  }

  #send(packet: string, content: unknown, id: number | '' = ''): void {
    this.#socket?.send(`${packet}${FIELDS_NAMESPACE},${id}${JSON.stringify(content)}`);
  }

  #receive(packet: string): void {
    try {
      if (packet[0] === PACKET.open) this.#greet(JSON.parse(packet.slice(1)) as object);
      else if (packet === PACKET.ping) {
        this.#socket?.send(PACKET.pong);
        this.#expectWord();
      } else this.#receiveMessage(packet);
    } catch {
      // What is no packet of the protocol ends the connection, as it would for the general client.
      this.#lose();
    }
  }

  /** The server's first packet says how often it will be heard: whoever misses a beat is gone. */
  #greet(open: { pingInterval?: unknown; pingTimeout?: unknown }): void {
    const silenceMs = Number(open.pingInterval) + Number(open.pingTimeout);
    if (Number.isFinite(silenceMs)) this.#longestSilenceMs = silenceMs;
    this.#send(PACKET.connect, this.#events.auth());
  }

  #receiveMessage(packet: string): void {
    const [, type, id, content] = /^(4\d)\/fields,(\d*)(.*)$/s.exec(packet) ?? [];
    if (type === PACKET.connect) {
      this.#isConnected = true;
      this.#expectWord();
    } else if (type === PACKET.event) {
      const [name, payload] = JSON.parse(content ?? '') as [string, unknown];
      this.#events.event(name, payload);
    } else if (type === PACKET.acknowledgement) {
      const [answer] = JSON.parse(content ?? '') as [unknown];
      const acknowledge = this.#acknowledgements.get(Number(id));
      this.#acknowledgements.delete(Number(id));
      acknowledge?.(answer);
    } else if (type === PACKET.refusal) {
      this.disconnect();
      this.#events.refused((JSON.parse(content ?? '') as { data?: unknown }).data);
    } else this.#lose();
  }

  #expectWord(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lose(), this.#longestSilenceMs);
  }

  #lose(): void {
    this.disconnect();
    this.#events.closed();
  }

  #forget(): void {
    clearTimeout(this.#silence);
    this.#socket = null;
    this.#isConnected = false;
    this.#acknowledgements.clear();
  }
}
