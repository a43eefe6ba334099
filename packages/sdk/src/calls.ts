import type { CallResult } from '@fieldfare/protocol';

/** The calls that a host frame has not answered yet. */
export class Calls {
  readonly #waiting = new Map<number, (result: CallResult) => void>();
  #last = 0;

  begin(): { call: number; result: Promise<CallResult> } {
    const call = ++this.#last;
    const { promise, resolve } = Promise.withResolvers<CallResult>();
    this.#waiting.set(call, resolve);
    return { call, result: promise };
  }

  end(call: number, result: CallResult): void {
    this.#waiting.get(call)?.(result);
    this.#waiting.delete(call);
  }

  /** The host frame is gone. It may have sent what it was asked to, so nothing here claims to know the outcome. */
  endAll(): void {
    const message = 'The card field was removed before the outcome was known.';
    for (const call of this.#waiting.keys()) {
      this.end(call, {
        status: 'unknown',
        payment: null,
        error: { code: 'system_error', detail: 'frame_gone', message, frame: null },
      });
    }
  }
}
