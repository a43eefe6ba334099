import { parseArgs } from 'node:util';
import type { Command, RawInput } from './command.ts';

export interface FoundCommand {
  command: Command;
  rest: readonly string[];
}

/** The command whose name the arguments begin with, and what follows it; of two the longer name. */
export function findCommand(commands: readonly Command[], argv: readonly string[]): FoundCommand | null {
  const matches = commands
    .map((command) => ({ command, words: command.name.split(' ') }))
    .filter(({ words }) => words.every((word, i) => argv[i] === word))
    .toSorted((a, b) => b.words.length - a.words.length);
  const [match] = matches;
  return match ? { command: match.command, rest: argv.slice(match.words.length) } : null;
}

/** Options and parameters under their names in camel case, or the sentence that says what is wrong with them. */
export function parseInput(command: Command, args: readonly string[]): RawInput | string {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value, isMultiple }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: isMultiple === true },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: keepThumbprints(command, args),
      options,
      allowPositionals: true,
      strict: true,
    });
    const surplus = positionals[command.parameters.length];
    if (surplus !== undefined) return `"${surplus}" is one argument too many.`;
    const missing = command.parameters[positionals.length];
    if (missing) return `${missing.name} is missing.`;
    const named = command.parameters.map(({ name }, i) => [camelCase(name), positionals[i]] as const);
    return Object.fromEntries([
      ...Object.entries(values).map(([name, value]) => [camelCase(name), value] as const),
      ...named,
    ]) as RawInput;
  } catch (error) {
    // Node's own sentence names the option.
    return error instanceof Error ? `${error.message.split('. ')[0]}.` : 'The arguments cannot be read.';
  }
}

// A key's id is a base64url thumbprint of 43 characters: one in sixty-four begins with a dash and would pass for an option.
const DASHED_THUMBPRINT = /^-[\w-]{42}$/;

/** The same arguments, with thumbprints that look like options where only a value or a parameter can stand. */
function keepThumbprints(command: Command, args: readonly string[]): string[] {
  if (args.includes('--')) return [...args];
  const kept: string[] = [];
  const parameters: string[] = [];
  for (const arg of args) {
    const before = kept.at(-1);
    if (!DASHED_THUMBPRINT.test(arg)) kept.push(arg);
    else if (before?.startsWith('--') && command.options[before.slice(2)]?.value !== undefined)
      kept.splice(-1, 1, `${before}=${arg}`);
    else parameters.push(arg);
  }
  return parameters.length === 0 ? kept : [...kept, '--', ...parameters];
}

/** `max-rows` and `MAX-ROWS` to `maxRows`. */
export function camelCase(name: string): string {
  return name.toLowerCase().replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `maxRows` to `max-rows`. */
export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
