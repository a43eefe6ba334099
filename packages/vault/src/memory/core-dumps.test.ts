import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { coreDumpProblem } from './core-dumps.ts';

// As /proc/self/limits shows them.
const limits = (soft: string) =>
  `Limit                     Soft Limit           Hard Limit           Units     \nMax stack size            8388608              unlimited            bytes     \nMax core file size        ${soft.padEnd(20)} unlimited            bytes     \n`;
const HANDLER = '|/usr/share/crash-reporter %p %s\n';

describe('core dumps', () => {
  it.each(['unlimited', '8388608'])('of %s bytes are a problem, whatever is left out of them', (soft) => {
    for (const pattern of ['core\n', HANDLER, null])
      expect(coreDumpProblem({ limits: limits(soft), pattern }, true)).toMatch(/^core dumps are enabled.+ulimit -c 0/);
  });

  it('that go to a program are one where memory is in them, for no limit holds there', () => {
    expect(coreDumpProblem({ limits: limits('0'), pattern: HANDLER }, false)).toMatch(/kernel\.core_pattern/);
    expect(coreDumpProblem({ limits: limits('0'), pattern: HANDLER }, true)).toBeNull();
  });

  it('are none where the limit is 0 and they go to a file, nor where no kernel says', () => {
    expect(coreDumpProblem({ limits: limits('0'), pattern: 'core\n' }, false)).toBeNull();
    expect(coreDumpProblem({ limits: null, pattern: null }, false)).toBeNull();
  });
});

it.runIf(process.platform === 'linux')('leaves the memory of a process out of its cores', async () => {
  const module = JSON.stringify(pathToFileURL(`${import.meta.dirname}/core-dumps.ts`).href);
  const program = `const { leaveMemoryOutOfCores } = await import(${module});
    const filter = () => (require('node:fs').readFileSync('/proc/self/coredump_filter', 'utf8')).trim();
    console.log(filter() !== '00000000', leaveMemoryOutOfCores(), filter());`;
  const asked = promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    `import { createRequire } from 'node:module'; const require = createRequire('/'); ${program}`,
  ]);
  expect((await asked).stdout).toBe('true true 00000000\n');
});
