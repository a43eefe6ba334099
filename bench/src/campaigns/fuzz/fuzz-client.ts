import { FIELDS_NAMESPACE, FIELDS_REQUESTS } from '@fieldfare/protocol';
import type { FieldsEvent } from '@fieldfare/protocol';
import type { WebSocket } from 'ws';
import type { FieldsClient } from '../../../../apps/socket-server/src/testing/fields-client.ts';
import type { Planned } from './plan-message.ts';

export interface Answered {
  event: string;
  payload: unknown;
  answer: { type?: unknown; code?: unknown; detail?: unknown };
}

/** Acknowledgements of ours have ids that socket.io's own client never comes to. */
export const FIRST_ID = 1_000_000;

/** A host's connection over which frames go as they are, and every acknowledgement is seen. */
export class FuzzClient {
  readonly #wire: WebSocket;
  readonly #waiting = new Map<number, { event: string; payload: unknown }>();
  readonly #onAnswer: (answered: Answered) => void;
  #wake: () => void = () => {};
  isGone = false;

  constructor(client: FieldsClient, onAnswer: (answered: Answered) => void) {
    this.#onAnswer = onAnswer;
    // The engine's transport keeps its WebSocket to itself; under Node it is ws's.
    this.#wire = (client.socket.io.engine.transport as unknown as { ws: WebSocket }).ws;
    this.#wire.on('message', (packet: Buffer) => this.#heard(packet.toString()));
    this.#wire.on('close', () => {
      this.isGone = true;
      this.#wake();
    });
    this.isGone = client.socket.disconnected;
  }

  send({ frame, asked }: Planned): void {
    if (this.isGone) return;
    if (asked) this.#waiting.set(asked.id, asked);
    this.#wire.send(frame);
  }

  /** Resolves once everything is answered, or the connection is gone; false where an answer never came. */
  async settled(timeoutMs: number): Promise<boolean> {
    const deadline = setTimeout(() => this.#wake(), timeoutMs);
    const endsAt = Date.now() + timeoutMs;
    while (!this.isGone && this.#waiting.size > 0 && Date.now() < endsAt) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    clearTimeout(deadline);
    return this.isGone || this.#waiting.size === 0;
  }

  drop(): void {
    this.#wire.terminate();
  }

  #heard(packet: string): void {
    const begin = `43${FIELDS_NAMESPACE},`;
    if (!packet.startsWith(begin)) return;
    const bracket = packet.indexOf('[');
    const id = Number(packet.slice(begin.length, bracket));
    const asked = this.#waiting.get(id);
    if (!asked) return;
    this.#waiting.delete(id);
    const [answer] = JSON.parse(packet.slice(bracket)) as [Answered['answer']];
    this.#onAnswer({ ...asked, answer });
    if (this.#waiting.size === 0) this.#wake();
  }
}

/** Whether the schema of an event takes a payload as it arrived, after its way through JSON. */
export function isGoodRequest(event: string, payload: unknown): boolean {
  if (!Object.hasOwn(FIELDS_REQUESTS, event)) return false;
  const arrived: unknown = payload === undefined ? undefined : JSON.parse(JSON.stringify(payload));
  return FIELDS_REQUESTS[event as FieldsEvent].safeParse(arrived).success;
}
