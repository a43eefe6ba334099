import type { ConnectionState, FieldsAuth, FieldsPush, FieldsPushPayload, RefusalData } from '@fieldfare/protocol';
import { isPush, isRefusalData } from '@fieldfare/protocol/validators';
import { FieldsSocket } from './fields-socket.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';
import type { Emit } from './request-queue.ts';

export interface LineEvents {
  /** Token for the next attempt: the host token where there is one, else the PT token. */
  auth(): FieldsAuth;
  /** The server greeted; resolves once the host has proven itself on this connection, rejects where that failed. */
  established(greeting: FieldsPushPayload<'connection_established'>, emit: Emit): Promise<void>;
  /** The line is down; requests wait. */
  lost(): void;
  pushed<P extends FieldsPush>(event: P, payload: FieldsPushPayload<P>): void;
  state(state: ConnectionState, detail: string | null): void;
  /** The server refuses this session for good. */
  refused(refusal: { status: number; detail: string }): void;
}

const PUSHES = [
  'payment:updated',
  'session:updated',
  'location:updated',
  'token_expiring',
  'session:closed',
] as const satisfies readonly FieldsPush[];

/** One socket to the payment server that comes back by itself: after a drop, after a restart, when the network returns. */
export class Line {
  readonly #socket: FieldsSocket;
  readonly #events: LineEvents;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  /** Rises with every connection, so that the end of an old handshake cannot touch a new one. */
  #epoch = 0;

  constructor(paymentsOrigin: string, events: LineEvents) {
    this.#events = events;
    this.#socket = new FieldsSocket(paymentsOrigin, {
      auth: () => events.auth(),
      event: (name, payload) => this.#received(name, payload),
      refused: (reason) => (isRefusalData(reason) ? this.#refused(reason) : this.#later()),
      closed: () => this.#later(),
    });
    this.#watchNetwork();
  }

  open(): void {
    this.#isOpen = true;
    this.#attempt = 0;
    this.#events.state('connecting', null);
    this.#connectNow();
  }

  close(detail: string): void {
    this.#isOpen = false;
    this.#drop();
    this.#events.state('closed', detail);
  }

  /** Drops the connection and makes another, at once. */
  renew(): void {
    this.#drop();
    this.#connectNow();
  }

  #received(name: string, payload: unknown): void {
    if (name === 'connection_established' && isPush(name)(payload)) void this.#greet(payload);
    for (const event of PUSHES) if (name === event && isPush(event)(payload)) this.#events.pushed(event, payload);
  }

  #watchNetwork(): void {
    addEventListener('online', () => {
      if (this.#isOpen && !this.#socket.connected) this.#connectNow();
    });
    // Nobody tells a socket that the network is gone; without this it would wait for a heartbeat to be missed.
    addEventListener('offline', () => {
      if (!this.#isOpen) return;
      this.#drop();
      this.#later();
    });
  }

  async #greet(greeting: FieldsPushPayload<'connection_established'>): Promise<void> {
    const epoch = ++this.#epoch;
    const emit: Emit = (event, payload, acknowledge) => {
      if (epoch === this.#epoch) this.#socket.emit(event, payload, acknowledge);
    };
    try {
      await this.#events.established(greeting, emit);
      if (epoch !== this.#epoch) return;
      this.#attempt = 0;
      this.#events.state('connected', null);
    } catch {
      if (epoch !== this.#epoch || !this.#isOpen) return;
      this.#drop();
      this.#later();
    }
  }

  #refused({ status, detail }: RefusalData): void {
    // Too many connections, or a server that is not well: both pass.
    if (status === 429 || status >= 500) this.#later();
    else this.#events.refused({ status, detail });
  }

  #connectNow(): void {
    clearTimeout(this.#timer);
    if (this.#isOpen) this.#socket.connect();
  }

  #drop(): void {
    this.#epoch += 1;
    clearTimeout(this.#timer);
    this.#events.lost();
    this.#socket.disconnect();
  }

  #later(): void {
    this.#epoch += 1;
    this.#events.lost();
    if (!this.#isOpen) return;
    clearTimeout(this.#timer);
    this.#events.state('reconnecting', null);
    this.#timer = setTimeout(() => this.#connectNow(), reconnectDelayMs(this.#attempt++));
  }
}
