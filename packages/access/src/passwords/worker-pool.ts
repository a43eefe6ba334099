import { Worker } from 'node:worker_threads';
import { FieldfareError } from '@fieldfare/protocol';
import { FairQueue } from './fair-queue.ts';
import type { PasswordAnswer, PasswordJob } from './password-job.ts';

interface Task {
  job: PasswordJob;
  resolve: (answer: PasswordAnswer) => void;
  reject: (error: Error) => void;
}

export interface WorkerPoolOptions {
  threads: number;
  /** Most jobs that may wait; more are refused at once, so that a flood of sign-ins cannot queue for minutes. */
  maxWaiting: number;
}

/** Runs password jobs on threads of their own, one at a time each, from each asker in turn. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #waiting: FairQueue<Task>;
  readonly #idle: Worker[] = [];
  readonly #running = new Map<Worker, Task>();
  #isClosed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#waiting = new FairQueue(options.maxWaiting);
  }

  /** `asker`: whose turn it takes. */
  run(job: PasswordJob, asker: string): Promise<PasswordAnswer> {
    if (this.#isClosed) return Promise.reject(unavailable('The password hasher has been closed.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push(asker, { job, resolve, reject })?.reject(busy());
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = unavailable('The password hasher was closed before it was done.');
    for (const { reject } of [...this.#waiting.drain(), ...this.#running.values()]) reject(closed);
    const workers = [...this.#idle.splice(0), ...this.#running.keys()];
    this.#running.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #next(): void {
    if (this.#idle.length === 0 && this.#running.size >= this.#options.threads) return;
    const task = this.#waiting.shift();
    if (!task) return;
    const worker = this.#idle.pop() ?? this.#start();
    this.#running.set(worker, task);
    // Only a busy thread keeps the process alive.
    worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    worker.postMessage(task.job);
  }

  #start(): Worker {
    const worker = new Worker(new URL('password-worker.ts', import.meta.url));
    worker.on('message', (answer: PasswordAnswer) => {
      this.#running.get(worker)?.resolve(answer);
      this.#running.delete(worker);
      worker.unref();
      this.#idle.push(worker);
      this.#next();
    });
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('the thread ended')));
    return worker;
  }

  /** A thread that died takes only its own job with it; the next job starts another. */
  #lose(worker: Worker, cause: unknown): void {
    const index = this.#idle.indexOf(worker);
    if (index !== -1) this.#idle.splice(index, 1);
    this.#running.get(worker)?.reject(unavailable('The password hasher failed.', cause));
    this.#running.delete(worker);
    this.#next();
  }
}

function busy(): FieldfareError {
  return new FieldfareError('rate_limited', {
    detail: 'password_checks_busy',
    message: 'Too many passwords and keys are being checked at once. Try again in a moment.',
    retryable: true,
    retryAfterMs: 2_000,
  });
}

function unavailable(message: string, cause?: unknown): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'password_hasher_unavailable',
    message,
    audience: 'operator',
    retryable: true,
    cause,
  });
}
