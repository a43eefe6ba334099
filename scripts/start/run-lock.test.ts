import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from './process-identity.ts';
import { isHolderEnding, lockHolder, takeLock } from './run-lock.ts';

let folder: string;
let other: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldfare-lock-'));
  other = spawn('sleep', ['60']);
  await once(other, 'spawn');
});
afterEach(() => {
  other.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function heldBy(pid: number, identity: string): void {
  writeFileSync(join(folder, 'start.lock'), JSON.stringify({ pid, identity }));
}

function take() {
  const outcome = takeLock(folder);
  if (!outcome.isMine) throw new Error(`process ${outcome.holder.pid} holds it`);
  return outcome.lock;
}

const expectToBeTaken = () => {
  take();
  expect(lockHolder(folder)?.pid).toBe(process.pid);
};

test('is taken once, and free again after its release', () => {
  const lock = take();
  expect(takeLock(folder)).toMatchObject({ isMine: false, holder: { pid: process.pid } });
  lock.release();
  take().release();
  expect(readdirSync(folder)).toEqual([]);
});

test('names the living process that holds it', () => {
  heldBy(other.pid ?? 0, processIdentity(other.pid ?? 0) ?? '');
  expect(takeLock(folder)).toMatchObject({ isMine: false, holder: { pid: other.pid } });
  expect(lockHolder(folder)?.pid).toBe(other.pid);
});

test('is taken over from a process that was killed', async () => {
  heldBy(other.pid ?? 0, processIdentity(other.pid ?? 0) ?? '');
  other.kill('SIGKILL');
  await once(other, 'exit');
  expectToBeTaken();
});

test('is taken over when the number of its process went to another program', () => {
  heldBy(other.pid ?? 0, 'another-boot:1');
  expectToBeTaken();
});

test.each(['', 'nonsense', '{"pid":"1"}'])('is taken over from a damaged file: %j', (content) => {
  writeFileSync(join(folder, 'start.lock'), content);
  expectToBeTaken();
});

test('ends also where nothing can be written any more', () => {
  const lock = take();
  mkdirSync(join(folder, 'start.lock.ending'));
  expect(() => lock.announceEnd()).not.toThrow();
  rmSync(join(folder, 'start.lock.ending'), { recursive: true });
  lock.release();
  expectToBeTaken();
});

test('tells that its holder ends, until the next one takes it', () => {
  const lock = take();
  expect(isHolderEnding(folder)).toBe(false);
  lock.announceEnd();
  expect(isHolderEnding(folder)).toBe(true);
  lock.release();
  take();
  expect(isHolderEnding(folder)).toBe(false);
});
