import { tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { runCommand } from './run-command.ts';

const shell = (script: string, rest = {}) =>
  runCommand({ command: 'sh', args: ['-c', script], cwd: tmpdir(), ...rest });

test('answers the exit code', async () => {
  expect(await shell('exit 0')).toBe(0);
  expect(await shell('exit 7')).toBe(7);
});

test('tells the command what it is to know', async () => {
  expect(await shell('test "$WORD" = yes', { env: { WORD: 'yes' } })).toBe(0);
});

test('a command that was ended by a signal failed', async () => {
  expect(await shell('kill -KILL $$')).toBe(1);
});

test('a command that does not exist failed', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  expect(await runCommand({ command: 'no-such-command', args: [], cwd: tmpdir() })).toBe(1);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('could not be started'));
});

test('a command that hangs is ended with what it started', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  // Were it not ended, this test would outlast its own time.
  expect(await shell('sleep 600 & sleep 600', { timeoutMs: 300 })).toBe(1);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('was ended after'));
}, 60_000);
