import { FieldfareError } from '@fieldfare/protocol';
import type * as z from 'zod';

/** The first thing that a schema found wrong with `input`. Never repeats what was sent: it may have been a card number. */
export function validationFailure(error: z.core.$ZodError, input: unknown): FieldfareError {
  const issue = error.issues[0];
  if (!issue) return new FieldfareError('validation_error', { detail: 'parameter_invalid', message: 'Invalid input.' });
  if (issue.code === 'unrecognized_keys') {
    const param = paramOf([...issue.path, issue.keys[0] ?? '']);
    return failure('parameter_unknown', param, 'There is no such parameter. Check its spelling, or leave it out.');
  }
  if (issue.path.length > 0 && at(input, issue.path) === undefined) {
    return failure('parameter_missing', paramOf(issue.path), `This parameter is required${expectedOf(issue)}.`);
  }
  return failure('parameter_invalid', paramOf(issue.path), `${issue.message}.`);
}

function failure(detail: string, param: string, message: string): FieldfareError {
  return new FieldfareError('validation_error', { detail, message, ...(param === '' ? {} : { param }) });
}

/** What should have stood there, where the schema says it in a word. */
function expectedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `: ${issue.expected}`;
  if (issue.code === 'invalid_value') return `: one of ${issue.values.map(String).join(', ')}`;
  return '';
}

/** Names of parameters are the caller's too: what does not look like one of ours is not repeated. */
function paramOf(path: readonly PropertyKey[]): string {
  return path.map((part) => (/^([A-Za-z][A-Za-z_]{0,39}|\d{1,3})$/.test(String(part)) ? String(part) : '…')).join('.');
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (part: unknown, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    value,
  );
}
