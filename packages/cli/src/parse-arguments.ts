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
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
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

/** `max-rows` and `MAX-ROWS` to `maxRows`. */
export function camelCase(name: string): string {
  return name.toLowerCase().replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `maxRows` to `max-rows`. */
export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
