import { MisuseError } from './misuse-error.ts';
import { refuseUnknown } from './refuse-unknown.ts';

/** Listeners by event name. One that throws does not keep the others from hearing, and its error surfaces as any uncaught one does. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();
  readonly #names: string;

  /** @param names of every event that there is, one space between two */
  constructor(names: string) {
    this.#names = names;
  }

  /** Returns its own unsubscribe. Throws a MisuseError where there is no such event, or nothing to call. */
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void {
    refuseUnknown('event_unknown', 'There is no event', String(event), this.#names.split(' '));
    if (typeof listener !== 'function')
      throw new MisuseError('listener_invalid', `The listener of ${String(event)} is no function.`);
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (payload: Events[E]) => void)(payload);
      } catch (error) {
        reportError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
