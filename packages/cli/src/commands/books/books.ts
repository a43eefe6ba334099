import { BooksComparison } from '@fieldfare/protocol';
import * as z from 'zod';
import { ApiAway, askApi } from '../../api/ask-api.ts';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import type { ApiTarget } from '../../env/find-api.ts';
import { createProgress } from '../../progress.ts';
import { table } from '../../table.ts';
import { momentsOf, yesterday } from './days.ts';

/** Each attempt is a question to a processor: a page must be answered before the request times out. */
const PAGE = 10;
const TRIES = 5;
const RETRY_MS = 2_000;

const Day = z.iso.date({ error: 'is a day such as 2026-11-28' });

const Input = z
  .strictObject({
    day: Day.optional(),
    from: Day.optional(),
    to: Day.optional(),
    json: z.boolean().default(false),
  })
  .refine(({ day, from, to }) => day === undefined || (from === undefined && to === undefined), {
    path: ['day'],
    error: 'cannot be given together with --from and --to',
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['from'],
    error: 'is given together with --to, or neither is',
  })
  .refine(({ from = '', to = '' }) => from <= to, { path: ['to'], error: 'is before --from' });

export const booksCommand = defineCommand({
  name: 'books',
  summary: "Compares our books with the processors' for the payments of a day, or of several.",
  options: {
    day: { value: 'DAY', help: 'payments that began on this day, UTC, such as 2026-11-28; yesterday by default' },
    from: { value: 'DAY', help: 'together with --to: the first of several days' },
    to: { value: 'DAY', help: 'the last one, included' },
    json: { help: 'prints the report as one line of JSON' },
  },
  notes: [
    'Every attempt of these payments is looked up at its processor by our own attempt id. Nothing is changed: what is open (in doubt, or a debit on its way through the network) is for reconciliation, and a difference is for a person.',
    'Exits with 0 where everything agrees, and with 1 where something differs or a processor could not be asked. Uses the payment server and the key that "fieldfare listen" would use; the key says which merchant and mode, and needs the scope balance:read.',
  ],
  input: Input,
  run: async (context, { day = yesterday(context.clock.now()), from = day, to = day, json }) => {
    const report = await compareDays(context, from, to);
    for (const line of json ? [JSON.stringify(report)] : linesOf(report)) context.out(line);
    const { differences, unreachable } = report;
    if (differences.length > 0) throw new CliError(`The books differ in ${counted(differences.length, 'attempt')}.`);
    if (unreachable > 0)
      throw new CliError(`${counted(unreachable, 'attempt')} could not be looked up. Run it again later.`);
  },
});

type Report = Omit<BooksComparison, 'object' | 'last_payment' | 'has_more'> & { from: string; to: string };

async function compareDays(context: Context, from: string, to: string): Promise<Report> {
  const target = await context.api();
  const moments = momentsOf(from, to);
  const progress = createProgress(context);
  const report: Report = { from, to, payments: 0, attempts: 0, agreed: 0, open: 0, unreachable: 0, differences: [] };
  for (let after: string | null = null; ;) {
    const page: BooksComparison = await comparePage(context, target, moments, after);
    for (const name of ['payments', 'attempts', 'agreed', 'open', 'unreachable'] as const) report[name] += page[name];
    report.differences.push(...page.differences);
    after = page.last_payment;
    if (!page.has_more || after === null) return report;
    progress(`${counted(report.payments, 'payment')} compared, ${counted(report.differences.length, 'difference')}.`);
  }
}

/** A server that restarts meanwhile is waited for. */
async function comparePage(
  context: Context,
  target: ApiTarget,
  { from, to }: { from: string; to: string },
  after: string | null,
): Promise<BooksComparison> {
  const { signal } = context;
  const query = new URLSearchParams({ limit: String(PAGE), created_from: from, created_to: to });
  if (after !== null) query.set('starting_after', after);
  for (let tries = 1; ; tries++) {
    try {
      return await askApi(target, {
        path: `/v1/balance/comparison?${query.toString()}`,
        schema: BooksComparison,
        signal,
      });
    } catch (error) {
      if (!(error instanceof ApiAway)) throw error;
      signal.throwIfAborted();
      if (tries === TRIES) throw new CliError(`${error.message} The comparison is not complete.`);
      context.say(`${error.message} Trying again.`);
      await context.wait(RETRY_MS * tries);
    }
  }
}

function linesOf({ from, to, payments, attempts, agreed, open, unreachable, differences }: Report): string[] {
  const days = from === to ? from : `${from} to ${to}`;
  const summary = [
    `${days} (UTC): ${counted(payments, 'payment')}, ${counted(attempts, 'attempt')}`,
    `  agree         ${agreed}`,
    `  open          ${open}`,
    `  unreachable   ${unreachable}`,
    `  differ        ${differences.length}`,
  ];
  if (differences.length === 0) return summary;
  const header = ['PAYMENT', 'ATTEMPT', 'WHAT', 'PROCESSOR', 'OURS', 'THEIRS'];
  const rows = differences.map((difference) => [
    difference.payment,
    difference.attempt,
    difference.type,
    difference.processor,
    difference.ours,
    difference.processors,
  ]);
  return [...summary, '', ...table(header, rows)];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
