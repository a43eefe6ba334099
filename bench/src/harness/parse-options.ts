import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Which benchmarks; all of them where none is named. */
  names: string[];
  /** A smoke run: it shows that the benchmarks work, and its figures mean nothing. */
  isQuick: boolean;
  rounds: number;
}

const ROUNDS = 5;
const MAX_ROUNDS = 25;

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function parseOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown) throw new Error(`There is no benchmark "${unknown}". Known: ${known.join(', ')}.`);
  const rounds = values.rounds === undefined ? (values.quick ? 1 : ROUNDS) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw new Error(`--rounds takes a whole number from 1 to ${MAX_ROUNDS}.`);
  }
  return { names: positionals.length > 0 ? [...new Set(positionals)] : [...known], isQuick: values.quick, rounds };
}
