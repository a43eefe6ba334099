import { createInterface } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { CliError } from '../cli-error.ts';

const CTRL_C = '\u0003';
const BACKSPACE = new Set(['\u007F', '\b']);
const ENTER = new Set(['\r', '\n', '\u0004']);

/**
 * One line of stdin. On a terminal it is asked for and not shown; from a pipe or a file the first line is taken. A password as an argument
 * would stand in the shell's history and in the list of processes.
 */
export async function readPassword(
  prompt: string,
  stdin: NodeJS.ReadStream,
  terminal: { write(text: string): unknown },
): Promise<string> {
  const password = stdin.isTTY ? await readHidden(prompt, stdin, terminal) : await readLine(stdin);
  if (password === '') throw new CliError('No password was given: it is read from stdin.');
  return password;
}

async function readLine(stdin: NodeJS.ReadStream): Promise<string> {
  const lines = createInterface({ input: stdin });
  for await (const line of lines) return line;
  return '';
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
