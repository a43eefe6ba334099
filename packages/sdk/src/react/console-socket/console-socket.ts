import { reconnectDelayMs } from './reconnect-delay.ts';
import { isEnvelope } from './room.ts';
import type { Room, RoomListener, RoomPush } from './room.ts';
import { noToken, notConnected, refusedBy, sessionEnded } from './socket-error.ts';
import type { SocketError } from './socket-error.ts';
import type { Transport } from './transport.ts';

export type SocketState = 'connecting' | 'connected' | 'reconnecting' | 'disconnected';

export interface SocketSnapshot {
  state: SocketState;
  /** Why the connection was lost or refused last; null once it is up again. */
  lastError: SocketError | null;
}

export interface ConsoleSocketDeps {
  open(token: string): Transport;
  /** A console token; `isFresh` asks for a new one in any case. */
  token(options: { isFresh: boolean }): Promise<string>;
  /** Whether a failure of `token` says that the session is over, so that no further try helps. */
  isOver(error: unknown): boolean;
  /** Runs a function later; answers how to prevent that. */
  later(run: () => void, delayMs: number): () => void;
  random(): number;
}

/** socket.io's word for a connection that the other side left in order. */
const ENDED_BY_SERVER = 'io server disconnect';
/** How long a hand-over may take before it looks like a loss. */
const PATIENCE_MS = 2_000;

/** Answers to `subscribe` that asking again does not change: who may not hear a room, or names none, must not lose the others. */
const REFUSALS = new Set<string | undefined>(['permission_denied', 'validation_error']);

/** Every push that comes in an envelope: a table, so that one which is left out does not compile. */
const EVENTS: Record<RoomPush['type'], true> = {
  'payment:updated': true,
  'own_payment:updated': true,
  'approval:updated': true,
  'team:updated': true,
  'notification:new': true,
  'system:broadcast': true,
  'session:sync': true,
};

/** One console connection that comes back by itself: it hears rooms without a gap, refreshes its token, and waits longer each time it fails. */
export class ConsoleSocket {
  readonly #deps: ConsoleSocketDeps;
  readonly #rooms = new Map<string, Room>();
  readonly #observers = new Set<() => void>();
  #snapshot: SocketSnapshot = { state: 'disconnected', lastError: null };
  #transport: Transport | undefined;
  #attempt = 0;
  #cancelRetry: (() => void) | undefined;
  #endPatience: (() => void) | undefined;
  #needsFreshToken = false;
  #isStopped = true;
  /** Stopped because the session is over, not because nobody needs it. */
  #hasEnded = false;
  /** Rises with every start and stop, so that what an earlier life still waits for cannot touch a later one. */
  #life = 0;

  constructor(deps: ConsoleSocketDeps) {
    this.#deps = deps;
  }

  get snapshot(): SocketSnapshot {
    return this.#snapshot;
  }

  /** Called whenever the snapshot changes; answers how to stop that. */
  observe(observer: () => void): () => void {
    this.#observers.add(observer);
    return () => void this.#observers.delete(observer);
  }

  start(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#hasEnded = false;
    this.#life++;
    this.#attempt = 0;
    this.#show({ state: 'connecting', lastError: null });
    void this.#open();
  }

  stop(): void {
    this.#isStopped = true;
    this.#hasEnded = false;
    this.#life++;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#stopPatience();
    this.#drop();
    this.#show({ ...this.#snapshot, state: 'disconnected' });
  }

  /** Tries at once instead of waiting: the network came back, or somebody asked. Begins anew where the session had ended. */
  reconnect(): void {
    if (this.#hasEnded) return this.start();
    if (!this.#cancelRetry) return;
    this.#cancelRetry();
    this.#cancelRetry = undefined;
    void this.#open();
  }

  /** Hears a room for as long as somebody listens; answers how to leave. */
  subscribe(name: string, listener: RoomListener): () => void {
    const known = this.#rooms.get(name);
    const room = known ?? { name, listeners: new Set(), sequence: undefined };
    room.listeners.add(listener);
    this.#rooms.set(name, room);
    if (!known && this.#transport && this.#snapshot.state === 'connected') void this.#join(this.#transport, room);
    else if (room.sequence !== undefined) listener.subscribed?.({ isComplete: false });
    return () => this.#leave(room, listener);
  }

  /** Sends one event of the protocol and answers its acknowledgement; rejects while there is no connection. */
  async ask(event: string, payload: object): Promise<unknown> {
    if (!this.#transport) throw new Error('not connected');
    return this.#transport.ask(event, { request_id: newRequestId(), ...payload });
  }

  async #open(): Promise<void> {
    const life = this.#life;
    const isWanted = () => life === this.#life;
    const token = await this.#token(isWanted);
    if (token === undefined || !isWanted()) return;
    const transport = this.#deps.open(token);
    this.#transport = transport;
    const on = (event: string, run: (payload: unknown) => void) =>
      transport.on(event, (payload) => {
        if (this.#transport === transport) run(payload);
      });
    on('connect', () => void this.#joinAll(transport));
    on('connect_error', (error) => this.#refused(error));
    on('disconnect', (reason) => this.#disconnected(reason));
    on('token_expiring', () => void this.#refreshToken(transport));
    for (const event of Object.keys(EVENTS)) on(event, (payload) => this.#pushed(payload));
  }

  /** A token, or undefined where there is none. Nothing is lost to one that nobody wants any more. */
  async #token(isWanted: () => boolean): Promise<string | undefined> {
    try {
      const token = await this.#deps.token({ isFresh: this.#needsFreshToken });
      this.#needsFreshToken = false;
      return token;
    } catch (error) {
      if (!isWanted()) return undefined;
      if (this.#deps.isOver(error)) this.#end();
      else this.#lost(noToken(error));
      return undefined;
    }
  }

  async #joinAll(transport: Transport): Promise<void> {
    await this.#joinRooms(transport);
    if (this.#transport !== transport) return;
    this.#stopPatience();
    this.#attempt = 0;
    this.#show({ state: 'connected', lastError: null });
  }

  async #joinRooms(transport: Transport): Promise<void> {
    // One that is asked for while the others are being joined is met by the same walk.
    for (const room of this.#rooms.values()) {
      if (this.#transport !== transport) return;
      await this.#join(transport, room);
    }
  }

  async #join(transport: Transport, room: Room): Promise<void> {
    const after = room.sequence === undefined ? {} : { after_sequence: room.sequence };
    const request = { request_id: newRequestId(), room: room.name, ...after };
    const answer = (await transport.ask('subscribe', request).catch(() => null)) as SubscribeAnswer | null;
    if (this.#transport !== transport) return;
    if (answer?.type === 'subscribed') {
      const isComplete = room.sequence !== undefined;
      // What happens after the room was joined may come before the answer that it was.
      room.sequence = Math.max(room.sequence ?? 0, answer.sequence);
      for (const listener of room.listeners) listener.subscribed?.({ isComplete });
    } else if (answer?.code === 'conflict' && room.sequence !== undefined) {
      // What was missed is too much to be told again.
      room.sequence = undefined;
      await this.#join(transport, room);
    } else if (REFUSALS.has(answer?.code)) {
      for (const listener of room.listeners) listener.refused?.(answer?.detail ?? '', answer?.message ?? '');
    } else this.#lost(refusedBy(answer));
  }

  #leave(room: Room, listener: RoomListener): void {
    room.listeners.delete(listener);
    if (room.listeners.size > 0 || this.#rooms.get(room.name) !== room) return;
    this.#rooms.delete(room.name);
    void this.#transport?.ask('unsubscribe', { request_id: newRequestId(), room: room.name }).catch(() => undefined);
  }

  /** Each push once and in order: what was heard is passed over, and a gap is asked for. */
  #pushed(payload: unknown): void {
    if (!isEnvelope(payload)) return;
    if (payload.type === 'session:sync' && payload.payload.action === 'signed_out') return void this.#askWhetherOver();
    const room = this.#rooms.get(payload.room);
    if (!room) return;
    if (room.sequence !== undefined && payload.sequence <= room.sequence) return;
    if (room.sequence !== undefined && payload.sequence > room.sequence + 1 && this.#transport)
      return void this.#join(this.#transport, room);
    room.sequence = payload.sequence;
    for (const listener of room.listeners) listener.push(payload);
    // The server has put us out of the rooms of a right that was lost, and puts us into none for one that was gained.
    if (payload.type === 'session:sync' && payload.payload.action === 'rights_changed' && this.#transport)
      void this.#joinRooms(this.#transport);
  }

  /** One of the person's sessions ended. Whether it is ours is for the token to say. */
  async #askWhetherOver(): Promise<void> {
    await this.#deps.token({ isFresh: true }).catch((error: unknown) => {
      if (this.#deps.isOver(error)) this.#end();
    });
  }

  async #refreshToken(transport: Transport): Promise<void> {
    this.#needsFreshToken = true;
    const isWanted = () => this.#transport === transport;
    const token = await this.#token(isWanted);
    if (token === undefined || !isWanted()) return;
    const request = { request_id: newRequestId(), token };
    const answer = (await transport.ask('token_refresh', request).catch(() => null)) as SubscribeAnswer | null;
    if (answer?.type !== 'token' && isWanted()) this.#lost(refusedBy(answer));
  }

  #refused(error: unknown): void {
    const refusal = notConnected(error);
    this.#needsFreshToken = refusal.status === 401;
    this.#lost(refusal);
  }

  /** What the server ends itself, as when another one takes its place, is taken up at once, and shows only where that takes long. */
  #disconnected(reason: unknown): void {
    const lost = refusedBy(null);
    if (reason !== ENDED_BY_SERVER || this.#snapshot.state !== 'connected') return this.#lost(lost);
    this.#drop();
    // One patience for a hand-over, also where the server that takes over ends as well before it has.
    this.#endPatience ??= this.#deps.later(() => this.#show({ state: 'reconnecting', lastError: lost }), PATIENCE_MS);
    void this.#open();
  }

  #stopPatience(): void {
    this.#endPatience?.();
    this.#endPatience = undefined;
  }

  #lost(lastError: SocketError): void {
    this.#stopPatience();
    this.#drop();
    this.#show({ state: 'reconnecting', lastError });
    const delayMs = reconnectDelayMs(this.#attempt++, this.#deps.random());
    this.#cancelRetry = this.#deps.later(() => {
      this.#cancelRetry = undefined;
      void this.#open();
    }, delayMs);
  }

  #end(): void {
    if (this.#isStopped) return;
    this.stop();
    this.#hasEnded = true;
    this.#show({ state: 'disconnected', lastError: sessionEnded() });
  }

  #drop(): void {
    this.#transport?.close();
    this.#transport = undefined;
  }

  #show(snapshot: SocketSnapshot): void {
    this.#snapshot = snapshot;
    for (const observer of this.#observers) observer();
  }
}

interface SubscribeAnswer {
  type: string;
  sequence: number;
  code?: string;
  detail?: string;
  message?: string;
  request_id?: string;
}

function newRequestId(): string {
  return `req_${crypto.randomUUID()}`;
}
