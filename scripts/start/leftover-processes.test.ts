import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endLeftoverProcesses, SUPERVISED_VARIABLE, supervisedProcesses } from './leftover-processes.ts';

async function spawnFor(dataDir: string, script: string) {
  const child = spawn('sh', ['-c', script], {
    env: { PATH: process.env['PATH'], [SUPERVISED_VARIABLE]: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return child;
}

test("ends the processes of one data folder, their children too, and nobody else's", async () => {
  const mine = `/tmp/mine-${process.pid}`;
  const parent = await spawnFor(mine, 'sleep 60 & echo ready; wait');
  const stubborn = await spawnFor(mine, 'trap "" TERM; echo ready; while true; do sleep 0.1; done');
  const stranger = await spawnFor(`${mine}-too`, 'echo ready; exec sleep 60');

  expect(supervisedProcesses(mine).length).toBeGreaterThanOrEqual(3);
  expect(await endLeftoverProcesses(mine)).toBeGreaterThanOrEqual(3);
  expect(supervisedProcesses(mine)).toEqual([]);
  expect([parent, stubborn].map(({ exitCode, signalCode }) => exitCode ?? signalCode)).not.toContain(null);
  expect(supervisedProcesses(`${mine}-too`)).toEqual([stranger.pid]);
  stranger.kill('SIGKILL');
}, 15_000);

test('finds nothing where nothing was left', async () => {
  expect(await endLeftoverProcesses(`/tmp/nobody-${process.pid}`)).toBe(0);
});
