import { createInterface } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { CliError } from '../cli-error.ts';

const CTRL_C = '\u0003';
const BACKSPACE = new Set(['\u007F', '\b']);
const ENTER = new Set(['\r', '\n', '\u0004']);

/**
 * Reads what is nobody else's to see, one line of stdin for each. On a terminal it is asked for and not shown; a pipe or a file has the lines one
 * after the other. A password as an argument would stand in the shell's history and in the list of processes.
 */
export function createSecretReader(
  stdin: NodeJS.ReadStream,
  terminal: { write(text: string): unknown },
): (prompt: string) => Promise<string> {
  const nextLine = lineReader(stdin);
  return async (prompt) => {
    const secret = stdin.isTTY ? await readHidden(prompt, stdin, terminal) : await nextLine();
    if (secret === '') throw new CliError(`${prompt}: nothing was given. It is read from stdin, a line for each.`);
    return secret;
  };
}

/** Between two lines stdin is paused: a pipe that stays open keeps no program from its end. */
function lineReader(stdin: NodeJS.ReadStream): () => Promise<string> {
  let lines: AsyncIterator<string> | null = null;
  return async () => {
    lines ??= createInterface({ input: stdin })[Symbol.asyncIterator]();
    stdin.resume();
    const { value, done } = await lines.next();
    stdin.pause();
    return done ? '' : value;
  };
}

function readHidden(prompt: string, stdin: ReadStream, terminal: { write(text: string): unknown }): Promise<string> {
  terminal.write(`${prompt}: `);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = () => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      terminal.write('\n');
    };
    const onData = (chunk: string | Buffer) => {
      for (const letter of String(chunk)) {
        if (letter === CTRL_C) {
          end();
          return reject(new CliError('Stopped.'));
        }
        if (ENTER.has(letter)) {
          end();
          return resolve(typed);
        }
        typed = BACKSPACE.has(letter) ? typed.slice(0, -1) : typed + letter;
      }
    };
    stdin.on('data', onData);
  });
}
