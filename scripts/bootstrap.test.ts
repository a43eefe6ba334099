import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const bootstrap = join(import.meta.dirname, 'bootstrap.cjs');

function run(args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stderr };
}

test('tells a Node that is too old in one line what to do', () => {
  const pretence = `Object.defineProperty(process, 'version', { value: 'v18.20.0' }); require(${JSON.stringify(bootstrap)})`;
  const { status, stderr } = run(['-e', pretence]);
  expect(status).toBe(1);
  expect(stderr).toBe('fieldfare: Node v18.20.0 is too old: install Node 20 or newer, then run the command again.\n');
});

test('hands on the exit code of what it started', () => {
  const { status, stderr } = run([bootstrap, 'no-such-command']);
  expect(status).toBe(1);
  expect(stderr).toContain('there is no command "no-such-command"');
});
