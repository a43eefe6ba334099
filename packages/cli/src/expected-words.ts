import type * as z from 'zod';

/** What a schema that says nothing of its own expects, in words that follow an option's name: `--batch: must be a whole number`. For the option `error` of a parse. */
export function expectedWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? 'must be a whole number' : 'is not valid';
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'must not be empty'
        : measured('at least', issue.minimum, issue.origin);
    case 'too_big':
      return measured('at most', issue.maximum, issue.origin);
    default:
      return undefined;
  }
}

function measured(bound: string, measure: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit === undefined ? `must be ${bound} ${measure}` : `must have ${bound} ${measure} ${unit}`;
}

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };
