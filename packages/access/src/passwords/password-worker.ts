import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcrypt';
import { bcryptInput } from './bcrypt-input.ts';
import type { PasswordAnswer, PasswordJob } from './password-job.ts';

// bcrypt's own asynchronous calls would fill libuv's thread pool, in which signatures are checked; this thread is its own.
parentPort?.on('message', (job: PasswordJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  parentPort?.postMessage(answer(job));
});

function answer(job: PasswordJob): PasswordAnswer {
  try {
    const input = bcryptInput(job.password);
    if (job.type === 'hash') return { type: 'hash', hash: bcrypt.hashSync(input, job.cost) };
    return { type: 'verify', isMatch: bcrypt.compareSync(input, job.hash) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : 'bcrypt failed' };
  }
}
