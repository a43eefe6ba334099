import { DatabaseSetupError } from '@fieldfare/db/database-setup-error';
import { expect, test } from 'vitest';
import { adviceForOutput, explainError } from './explain-error.ts';
import { StartError } from './start-error.ts';

const systemError = (code: string, path = '/data/x') =>
  Object.assign(new Error(`${code}: failed, open '${path}'`), { code, path });

test.each([
  [new StartError('Do this.'), /^Do this\.$/],
  [new DatabaseSetupError('unreachable', 'No PostgreSQL answers.'), /^No PostgreSQL answers\.$/],
  [systemError('ENOSPC'), /^The disk is full: free some space/],
  [systemError('EACCES'), /^\/data\/x belongs to another user/],
  [systemError('EROFS'), /read-only/],
  [systemError('ENOTDIR'), /in the way of a folder/],
])('%s is one line that says what to do', (error, words) => {
  expect(explainError(error)).toMatch(words);
  expect(explainError(error)).not.toContain('\n');
});

test('an error that nobody foresaw keeps its stack', () => {
  expect(explainError(new Error('odd'))).toMatch(/odd\n\s+at /);
});

test("finds a full disk in a program's words, and nothing in others", () => {
  expect(adviceForOutput('Error: ENOSPC: no space left on device, write')).toMatch(/disk is full/);
  expect(adviceForOutput('Type error')).toBeNull();
});
