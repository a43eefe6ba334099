import * as z from 'zod';

export const FIELD_KINDS = ['card-number', 'card-exp', 'card-cvc', 'card-name', 'card-postal-code'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

interface FieldRule {
  label: string;
  placeholder: string;
  autoComplete: string;
  /** What is shown of what was typed. */
  format: (text: string) => string;
  schema: z.ZodType;
}

const digits = (text: string, most: number) => text.replaceAll(/\D/g, '').slice(0, most);

export const FIELD_RULES: Record<FieldKind, FieldRule> = {
  'card-number': {
    label: 'Card number',
    placeholder: '1234 1234 1234 1234',
    autoComplete: 'cc-number',
    format: (text) => digits(text, 19).replaceAll(/(\d{4})(?=\d)/g, '$1 '),
    schema: z.string().refine(passesLuhn, 'Your card number is invalid.'),
  },
  'card-exp': {
    label: 'Expiration date',
    placeholder: 'MM / YY',
    autoComplete: 'cc-exp',
    format: (text) => digits(text, 4).replace(/^(\d{2})(?=\d)/, '$1 / '),
    schema: z.string().regex(/^(0[1-9]|1[0-2]) \/ \d{2}$/, 'Your expiration date is invalid.'),
  },
  'card-cvc': {
    label: 'Security code',
    placeholder: 'CVC',
    autoComplete: 'cc-csc',
    format: (text) => digits(text, 4),
    schema: z.string().regex(/^\d{3,4}$/, 'Your security code is incomplete.'),
  },
  'card-name': {
    label: 'Name on card',
    placeholder: '',
    autoComplete: 'cc-name',
    format: (text) => text.slice(0, 100),
    schema: z.string().trim().min(1, 'The name is missing.'),
  },
  'card-postal-code': {
    label: 'Postal code',
    placeholder: '',
    autoComplete: 'postal-code',
    format: (text) => text.slice(0, 16),
    schema: z.string().trim().min(3, 'The postal code is incomplete.'),
  },
};

function passesLuhn(text: string): boolean {
  const number = text.replaceAll(' ', '');
  let sum = 0;
  for (let i = 0; i < number.length; i += 1) {
    const digit = Number(number.at(-1 - i));
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return number.length >= 12 && sum % 10 === 0;
}
