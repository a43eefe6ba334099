import { setTimeout as delay } from 'node:timers/promises';
import { adviceForOutput, explainError } from '../shared/explain-error.ts';
import { StartError } from '../shared/start-error.ts';
import { Backoff } from './backoff.ts';
import { logTail } from './log-tail.ts';
import type { Running, Unit } from './unit.ts';

interface Kept {
  readonly unit: Unit;
  running: Running;
  /** The last time that it was started again; has settled once `running` is what came of it. */
  restart?: Promise<void>;
}

/** How long what is asked to end may take before it is killed. Together they stay below the 5 s in which Ctrl-C ends everything. */
export const SERVICES_GRACE_MS = 3000;
export const FOUNDATION_GRACE_MS = 1200;
/** How long what was killed is waited for: a database that is told to end at once still has to end its own processes. */
const KILLED_WITHIN_MS = 10_000;

/** Keeps units running: starts again what ends by itself, gives up on what keeps ending, and stops everything in order. */
export class Supervisor {
  /** Settles when a unit keeps ending; the others then still run. */
  readonly failed: Promise<StartError>;
  readonly #kept: Kept[] = [];
  readonly #note: (line: string) => void;
  readonly #giveUp: (error: StartError) => void;
  #isStopping = false;

  /** @param note shows a line about what happened */
  constructor(note: (line: string) => void) {
    this.#note = note;
    const { promise, resolve } = Promise.withResolvers<StartError>();
    this.failed = promise;
    this.#giveUp = resolve;
  }

  /** Starts a unit, resolves when it serves, and from then on keeps it running. */
  async start(unit: Unit): Promise<void> {
    this.#refuseWhenStopping();
    const kept: Kept = { unit, running: await unit.start() };
    // Known before it is ready, so that a stop in the meantime ends it too.
    this.#kept.push(kept);
    await kept.running.waitUntilReady();
    this.#refuseWhenStopping();
    void this.#watch(kept);
  }

  /** Ends everything within 5 s: first, and together, what stands on others, then what they stood on. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const foundations = this.#kept.filter(({ unit }) => unit.isFoundation);
    const services = this.#kept.filter(({ unit }) => !unit.isFoundation);
    await Promise.all(services.map(({ running }) => running.stop(SERVICES_GRACE_MS)));
    await Promise.all(
      foundations.map(async (kept) => {
        await kept.restart;
        await kept.running.stop(FOUNDATION_GRACE_MS);
      }),
    );
  }

  /** Ends everything at once, without asking; resolves when nothing runs any more. */
  async kill(): Promise<void> {
    this.#isStopping = true;
    for (const { running } of this.#kept) running.kill();
    const gone = this.#kept.map(async (kept) => {
      await kept.restart;
      await kept.running.exited;
    });
    await Promise.race([Promise.all(gone), delay(KILLED_WITHIN_MS)]);
  }

  async #watch(kept: Kept): Promise<void> {
    const { title, logFile } = kept.unit;
    const backoff = new Backoff();
    for (;;) {
      const reason = await kept.running.exited;
      if (this.#isStopping) return;
      const waitMs = backoff.next(Date.now());
      if (waitMs === null) {
        const output = logTail(logFile);
        const message = `The ${title} keeps ending (${reason}), so everything was stopped: ${logFile} says why.`;
        this.#giveUp(new StartError(adviceForOutput(output) ?? message, output));
        return;
      }
      this.#note(`The ${title} ended (${reason}); starting it again.`);
      await delay(waitMs);
      kept.restart = this.#restart(kept);
      await kept.restart;
    }
  }

  async #restart(kept: Kept): Promise<void> {
    if (this.#isStopping) return;
    try {
      kept.running = await kept.unit.start();
      if (this.#isStopping) return kept.running.kill();
      await kept.running.waitUntilReady();
      this.#note(`The ${kept.unit.title} is back.`);
    } catch (error) {
      if (this.#isStopping) return;
      this.#note(explainError(error));
      // One that hangs must not stand in the way of the next try.
      kept.running.kill();
    }
  }

  #refuseWhenStopping(): void {
    if (this.#isStopping) throw new StartError('Stopped before everything had started.');
  }
}
