import { FieldfareError } from '@fieldfare/protocol';
import * as z from 'zod';
import type { Command } from './command.ts';
import { CliError } from './cli-error.ts';
import { kebabCase } from './parse-arguments.ts';

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']);
const FILE_FAILURES = new Set(['ENOENT', 'EACCES', 'EEXIST', 'EISDIR', 'ENOSPC', 'EROFS']);
// PostgreSQL: wrong password, no such role, no such database, no right, no such function or table.
const REFUSED_BY_DATABASE: Record<string, string> = {
  '28P01': 'The database refuses the password of PAYMENTS_DATABASE_URL.',
  '28000': 'The database refuses the user of PAYMENTS_DATABASE_URL.',
  '3D000': 'There is no such database as PAYMENTS_DATABASE_URL names.',
  '42501': 'The user of PAYMENTS_DATABASE_URL may not do this: it must be fieldfare_payments or have its rights.',
  '42883': 'The database lacks a function: it was not migrated to this version. Start the new version once.',
  '42P01': 'The database lacks a table: it was not migrated to this version. Start the new version once.',
};

/** Why a command failed, as one sentence or two that say what to do. Nothing of the database's or a parser's own words about data. */
export function explainFailure(error: unknown, command: Command): string {
  if (error instanceof CliError || error instanceof FieldfareError) return error.message;
  if (error instanceof z.ZodError) return explainInput(error, command);
  if (!(error instanceof Error)) return 'It failed for a reason that is not known.';
  if (error.name === 'AbortError') return 'Stopped. Run the command again to go on.';
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (UNREACHABLE.has(code)) return 'The database cannot be reached: check PAYMENTS_DATABASE_URL and that it runs.';
  if (FILE_FAILURES.has(code) && path !== undefined) return `${path} cannot be used (${code}).`;
  return REFUSED_BY_DATABASE[code] ?? `It failed unexpectedly: ${error.message}`;
}

function explainInput(error: z.ZodError, { name: command, parameters }: Command): string {
  const [issue] = error.issues;
  const option = kebabCase(String(issue?.path[0] ?? ''));
  const parameter = parameters.find(({ name }) => name.toLowerCase() === option);
  const name = parameter?.name ?? `--${option}`;
  const isMissing = issue?.input === undefined;
  const problem = isMissing ? `${name} is missing.` : `${name}: ${issue?.message ?? 'is not valid'}.`;
  return `${problem} "fieldfare ${command} --help" says more.`;
}
