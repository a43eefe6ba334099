import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type * as z from 'zod';
import { nounOf, oneOf } from './expected-words.ts';

/** The first thing that a schema found wrong with `input`. Never repeats what was sent: it may have been a card number. */
export function validationFailure(error: z.core.$ZodError, input: unknown): FieldfareError {
  const issue = error.issues[0];
  if (!issue) return new FieldfareError('validation_error', { detail: 'parameter_invalid', message: 'Invalid input.' });
  if (issue.code === 'unrecognized_keys') {
    const param = paramOf([...issue.path, issue.keys[0] ?? '']);
    return failure('parameter_unknown', param, 'There is no such parameter. Check its spelling, or leave it out.');
  }
  const { path, isMissing } = reached(input, issue.path);
  const param = paramOf(path);
  if (issue.code === 'invalid_key') return failure('parameter_invalid', param, keyWords(issue));
  if (isMissing) return failure('parameter_missing', param, missingWords(issue, param));
  return failure('parameter_invalid', param, `${nameOf(param)} ${issue.message}.`);
}

function failure(detail: ErrorDetail, param: string, message: string): FieldfareError {
  return new FieldfareError('validation_error', { detail, message, ...(param === '' ? {} : { param }) });
}

/** With what should have stood there, where the schema says it in a word. */
function missingWords(issue: z.core.$ZodIssue, param: string): string {
  if (issue.code === 'invalid_type') {
    const said = /^must be (.+)$/.exec(issue.message)?.[1];
    return `This parameter is required: ${said ?? nounOf(issue.expected)}.`;
  }
  if (issue.code === 'invalid_value') return `This parameter is required: ${oneOf(issue.values)}.`;
  return issue.code === 'custom' ? `${nameOf(param)} ${issue.message}.` : 'This parameter is required.';
}

/** What the name of a member must be, where names are the caller's. */
function keyWords({ issues: [why] }: z.core.$ZodIssueInvalidKey): string {
  return `The key ${why?.message ?? 'is not valid'}.`;
}

function nameOf(param: string): string {
  if (param === '') return 'What was sent';
  return param.includes('…') ? 'This parameter' : param;
}

/** Names of parameters are the caller's too: what does not look like one of ours is not repeated, nor what stands in its brackets. */
function paramOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => String(part).replace(/\[.*\]$/s, '[…]'))
    .map(nameShown)
    .join('.');
}

function nameShown(name: string): string {
  return /^(?:[A-Za-z][A-Za-z_]{0,39}\d?(?:\[…\])?|\d{1,3})$/.test(name) ? name : '…';
}

/**
 * As much of an issue's path as the input has: a schema may look into what it made of a text itself, such as a list of commas. Missing is what
 * an object or a list lacks.
 */
function reached(input: unknown, path: readonly PropertyKey[]): { path: readonly PropertyKey[]; isMissing: boolean } {
  let part = input;
  for (const [depth, key] of path.entries()) {
    if (typeof part !== 'object' || part === null) return { path: path.slice(0, depth), isMissing: false };
    part = Reflect.get(part, key);
    if (part === undefined) return { path, isMissing: true };
  }
  return { path, isMissing: false };
}
