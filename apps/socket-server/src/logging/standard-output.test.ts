import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const LOGGER = new URL('logger.ts', import.meta.url).href;

/** What a process has written to standard output that logs by these statements and ends; how it ended. */
async function run(statements: string) {
  const program = `import { createLog } from '${LOGGER}'; const log = createLog('info'); ${statements}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, messages: output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).msg])) };
}

it('loses no line of a process that ends in order', async () => {
  const said = "for (let n = 0; n < 200; n += 1) log.info({ count: n }, 'line ' + n);";
  const messages = Array.from({ length: 200 }, (_, n) => `line ${n}`);
  expect(await run(`${said} process.exit(0)`)).toEqual({ code: 0, messages });
  expect(await run(said)).toEqual({ code: 0, messages });
});

it('loses no line before an exception that nobody catches', async () => {
  expect(await run("log.info({}, 'before'); throw new Error('thrown')")).toEqual({ code: 1, messages: ['before'] });
});

it('has written a failure, and what came before it, when the process is killed outright', async () => {
  const killed = "log.info({}, 'before'); log.error({}, 'failed'); process.kill(process.pid, 'SIGKILL')";
  expect((await run(killed)).messages).toEqual(['before', 'failed']);
});
