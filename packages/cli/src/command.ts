import * as z from 'zod';
import type { Context } from './context.ts';
import { expectedWords } from './expected-words.ts';
import { camelCase } from './parse-arguments.ts';

/** One that is given after the name, without dashes. */
export interface Parameter {
  name: string;
  help: string;
}

export interface Option {
  help: string;
  /** What stands for its value in the help; a switch has none. */
  value?: string;
  isMultiple?: boolean;
}

export interface CommandOption extends Option {
  isRequired: boolean;
}

/** What the command line gave, before it is parsed: parameters and options under their names in camel case. */
export type RawInput = Readonly<Record<string, string | boolean | string[] | undefined>>;

export interface Command {
  /** As it is typed: `keys rotate`. */
  name: string;
  summary: string;
  parameters: readonly Parameter[];
  /** By their long name, in kebab case. */
  options: Readonly<Record<string, CommandOption>>;
  /** Paragraphs below the options. */
  notes: readonly string[];
  execute(context: Context, raw: RawInput): Promise<void>;
}

export interface CommandDefinition<S extends z.ZodType> {
  name: string;
  summary: string;
  parameters?: readonly Parameter[];
  options?: Readonly<Record<string, Option>>;
  notes?: readonly string[];
  /** Of parameters and options together. */
  input: S;
  run: (context: Context, input: z.output<S>) => Promise<void>;
}

/** A command whose input is parsed before it runs. Throws a ZodError for input that does not fit. */
export function defineCommand<S extends z.ZodType>(definition: CommandDefinition<S>): Command {
  const { name, summary, parameters = [], options = {}, notes = [], input, run } = definition;
  return {
    name,
    summary,
    parameters,
    options: Object.fromEntries(
      Object.entries(options).map(([option, told]) => [option, { ...told, isRequired: isRequired(input, option) }]),
    ),
    notes,
    // With what was given, one that is missing can be told from one that is wrong.
    execute: async (context, raw) =>
      run(context, await input.parseAsync(raw, { error: expectedWords, reportInput: true })),
  };
}

function isRequired(input: z.ZodType, option: string): boolean {
  if (!(input instanceof z.ZodObject)) return false;
  const { [camelCase(option)]: schema } = input.shape as Readonly<Record<string, z.ZodType>>;
  return schema !== undefined && !schema.safeParse(undefined).success;
}
