import { CONSOLE_ANSWERS, CONSOLE_PUSHES, ErrorAnswer, newId, type Payment } from '@fieldfare/protocol';
import { SignedOutError, type TokenSource } from '../api/token-source.ts';
import type { LiveSocket } from './live-socket.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'disconnected';

export interface LiveConnectionDeps {
  openSocket: (token: string) => LiveSocket;
  tokens: TokenSource;
  merchantId: string;
  onState: (state: ConnectionState) => void;
  onPayment: (payment: Payment) => void;
  /** What was read before may be out of date: read it again. */
  onResync: () => void;
  onSignedOut: () => void;
  /** Runs a function later; answers how to prevent that. */
  later: (run: () => void, delayMs: number) => () => void;
  random: () => number;
}

/** Keeps one console tab connected: subscribes, refreshes its token, reconnects with backoff and catches up. */
export class LiveConnection {
  readonly #deps: LiveConnectionDeps;
  readonly #room: string;
  #socket: LiveSocket | undefined;
  #attempt = 0;
  #sequence: number | undefined;
  #cancelRetry: (() => void) | undefined;
  #needsFreshToken = false;
  #isStopped = false;

  constructor(deps: LiveConnectionDeps) {
    this.#deps = deps;
    this.#room = `merchant:${deps.merchantId}:payments`;
  }

  start(): void {
    this.#deps.onState('connecting');
    void this.#open();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry?.();
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** Tries at once instead of waiting: the network came back, or somebody asked. */
  retryNow(): void {
    if (!this.#cancelRetry) return;
    this.#cancelRetry();
    this.#cancelRetry = undefined;
    void this.#open();
  }

  async #open(): Promise<void> {
    const token = await this.#token();
    if (token === undefined || this.#isStopped) return;
    const socket = this.#deps.openSocket(token);
    this.#socket = socket;
    const whileCurrent = (run: (payload: unknown) => void) => (payload: unknown) => {
      if (this.#socket === socket) run(payload);
    };
    socket.on(
      'connect',
      whileCurrent(() => void this.#subscribe(socket)),
    );
    socket.on(
      'connect_error',
      whileCurrent((error) => this.#refused(error)),
    );
    socket.on(
      'disconnect',
      whileCurrent(() => this.#lost()),
    );
    socket.on(
      'payment:updated',
      whileCurrent((push) => this.#paymentUpdated(push)),
    );
    socket.on(
      'session:sync',
      whileCurrent((push) => this.#sessionSync(push)),
    );
    socket.on(
      'token_expiring',
      whileCurrent(() => void this.#refreshToken(socket)),
    );
  }

  async #token(): Promise<string | undefined> {
    try {
      const { token } = await this.#deps.tokens.get({ isFresh: this.#needsFreshToken });
      this.#needsFreshToken = false;
      return token;
    } catch (error) {
      if (error instanceof SignedOutError) this.#signedOut();
      else this.#lost();
      return undefined;
    }
  }

  async #subscribe(socket: LiveSocket): Promise<void> {
    const after = this.#sequence === undefined ? {} : { after_sequence: this.#sequence };
    const request = { request_id: newId('request'), room: this.#room, ...after };
    const answer = await socket.ask('subscribe', request).catch(() => null);
    if (this.#socket !== socket) return;
    const subscribed = CONSOLE_ANSWERS.subscribe.safeParse(answer);
    if (subscribed.success) return this.#subscribed(subscribed.data.sequence);
    if (this.#sequence !== undefined && ErrorAnswer.safeParse(answer).data?.code === 'conflict') {
      // What was missed is too much to be told again. Everything is read anew once subscribed, so nothing is lost.
      this.#sequence = undefined;
      return this.#subscribe(socket);
    }
    this.#lost();
  }

  #subscribed(sequence: number): void {
    this.#sequence = sequence;
    this.#attempt = 0;
    this.#deps.onState('connected');
    this.#deps.onResync();
  }

  async #refreshToken(socket: LiveSocket): Promise<void> {
    this.#needsFreshToken = true;
    const token = await this.#token();
    if (token === undefined || this.#socket !== socket) return;
    const answer = CONSOLE_ANSWERS.token_refresh.safeParse(
      await socket.ask('token_refresh', { request_id: newId('request'), token }).catch(() => null),
    );
    if (!answer.success && this.#socket === socket) this.#lost();
  }

  #paymentUpdated(push: unknown): void {
    const parsed = CONSOLE_PUSHES['payment:updated'].safeParse(push);
    if (!parsed.success) return this.#deps.onResync();
    if (parsed.data.room === this.#room) this.#sequence = Math.max(this.#sequence ?? 0, parsed.data.sequence);
    this.#deps.onPayment(parsed.data.payload);
  }

  /** One of the user's sessions ended. Whether it is ours is for the token to say. */
  #sessionSync(push: unknown): void {
    if (!CONSOLE_PUSHES['session:sync'].safeParse(push).success) return;
    this.#deps.tokens.get({ isFresh: true }).catch((error: unknown) => {
      if (error instanceof SignedOutError) this.#signedOut();
    });
  }

  #refused(error: unknown): void {
    this.#needsFreshToken ||= (error as { data?: { status?: number } } | null)?.data?.status === 401;
    this.#lost();
  }

  #lost(): void {
    this.#socket?.close();
    this.#socket = undefined;
    if (this.#isStopped || this.#cancelRetry) return;
    this.#deps.onState('reconnecting');
    const delayMs = reconnectDelayMs(this.#attempt++, this.#deps.random());
    this.#cancelRetry = this.#deps.later(() => {
      this.#cancelRetry = undefined;
      void this.#open();
    }, delayMs);
  }

  #signedOut(): void {
    if (this.#isStopped) return;
    this.stop();
    this.#deps.onState('disconnected');
    this.#deps.onSignedOut();
  }
}
