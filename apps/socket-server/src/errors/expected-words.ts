import type * as z from 'zod';

/**
 * What a schema that says nothing of its own expects, in words that follow a parameter's name: `must be a whole number`. For the option `error`
 * of a schema's `safeParse`. Of what was sent nothing is said.
 */
export function expectedWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return FORMATS[formatOf(issue)] ?? `must be ${nounOf(issue.expected)}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'too_small':
      return `must ${atMeasure('at least', issue.minimum, issue.origin)}`;
    case 'too_big':
      return `must ${atMeasure('at most', issue.maximum, issue.origin)}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? (issue.format === 'regex' ? `must match ${issue.pattern}` : undefined);
    default:
      return undefined;
  }
}

/** What a text must look like by the schema that got something else, or nothing; empty where it does not say. */
function formatOf({ inst }: z.core.$ZodRawIssue): string {
  const { format } = (inst?._zod.def ?? {}) as { format?: string };
  return format ?? '';
}

/** A type's name with its article. */
export function nounOf(type: string): string {
  return NOUNS[type] ?? `a ${type}`;
}

export function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`;
}

function atMeasure(bound: string, measure: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `be ${bound} ${measure}`;
  return `have ${bound} ${measure} ${unit}${Number(measure) === 1 ? '' : 's'}`;
}

const NOUNS: Readonly<Record<string, string>> = {
  array: 'a list',
  int: 'a whole number',
  null: 'null',
  object: 'an object',
  record: 'an object',
};

const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'item' };

const FORMATS: Readonly<Record<string, string>> = {
  date: 'must be a day such as 2026-11-28',
  datetime: 'must be a time in UTC such as 2026-11-28T12:00:00Z',
  safeint: 'must be a whole number',
  email: 'must be an e-mail address',
  url: 'must be a whole URL such as https://shop.example/webhooks',
};
