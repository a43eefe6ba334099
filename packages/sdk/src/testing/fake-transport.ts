import type { Transport } from '../react/console-socket/transport.ts';

export const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

/** A connection that a test answers for and speaks through. */
export class FakeTransport implements Transport {
  readonly listeners = new Map<string, (payload: unknown) => void>();
  readonly asked: { event: string; payload: Record<string, unknown> }[] = [];
  readonly token: string;
  isClosed = false;
  answer: (event: string) => object | Promise<object> = (event) =>
    event === 'subscribe' ? { type: 'subscribed', sequence: 7 } : { type: 'token' };

  constructor(token: string) {
    this.token = token;
  }

  on(event: string, listener: (payload: unknown) => void) {
    this.listeners.set(event, listener);
  }

  async ask(event: string, payload: object) {
    this.asked.push({ event, payload: payload as Record<string, unknown> });
    return this.answer(event);
  }

  close() {
    this.isClosed = true;
  }

  async receive(event: string, payload?: unknown) {
    this.listeners.get(event)?.(payload);
    await settle();
  }
}
