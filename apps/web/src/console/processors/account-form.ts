import type { ProcessorAccount, ProcessorKind } from '@fieldfare/protocol';
import { parseCurrencies } from './parse-currencies.ts';
import { PROCESSOR_KINDS } from './processor-kinds.ts';

/** What the form holds, as it was typed. Credentials by their names in the request; those of another kind are left alone. */
export interface AccountForm {
  processor: ProcessorKind;
  credentials: Readonly<Record<string, string>>;
  priority: string;
  currencies: string;
}

export type AccountProblems = Readonly<Record<string, string>>;

const PRIORITY = /^\d{1,3}$/;
const MAX_PRIORITY = 100;

export function accountFormOf(account: ProcessorAccount | null): AccountForm {
  return {
    processor: account?.processor ?? 'stripe',
    credentials: {},
    priority: String(account?.priority ?? 10),
    currencies: account?.rule.currencies.join(', ') ?? '',
  };
}

/** The request that the form makes, or what is wrong with it, by field. Of an account that exists, credentials left empty stay. */
export function readAccountForm(
  form: AccountForm,
  account: ProcessorAccount | null,
): { request: Record<string, unknown> } | { problems: AccountProblems } {
  const { fields } = PROCESSOR_KINDS[form.processor];
  const typed = fields.flatMap(({ name }) => {
    const value = form.credentials[name]?.trim() ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  const given: Record<string, string> = Object.fromEntries(typed);
  const chosen = parseCurrencies(form.currencies);
  const priority = Number(form.priority);
  const isPriority = PRIORITY.test(form.priority) && priority <= MAX_PRIORITY;
  const missing = account ? [] : fields.filter(({ name, missing }) => missing !== null && !(name in given));
  const problems = {
    ...Object.fromEntries(missing.map(({ name, missing }) => [name, missing ?? ''])),
    ...(isPriority ? {} : { priority: `Write a number from 0 to ${MAX_PRIORITY}.` }),
    ...('problem' in chosen ? { currencies: chosen.problem } : {}),
  };
  if (Object.keys(problems).length > 0 || 'problem' in chosen) return { problems };
  const rule = { ...account?.rule, currencies: chosen.currencies };
  return { request: { ...(account ? {} : { processor: form.processor }), ...given, priority, rule } };
}
