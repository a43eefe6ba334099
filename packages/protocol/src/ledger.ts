import * as z from 'zod';
import { Currency, SumMinor } from './money.ts';

/** What the merchant is owed in one currency. `held_minor` is kept back until disputes are decided. */
export const CurrencyBalance = z.strictObject({
  currency: Currency,
  available_minor: SumMinor,
  held_minor: SumMinor,
  fees_minor: SumMinor,
});
export type CurrencyBalance = z.infer<typeof CurrencyBalance>;

export const Balance = z.strictObject({ object: z.literal('balance'), balances: z.array(CurrencyBalance) });
export type Balance = z.infer<typeof Balance>;

/** `from` and `to` are UTC days, both included; at most a year. */
export const StatementQuery = z.strictObject({ currency: Currency, from: z.iso.date(), to: z.iso.date() });
export type StatementQuery = z.infer<typeof StatementQuery>;

/** What one day changed, by what it came from; what is taken is negative. */
export const StatementDay = z.strictObject({
  date: z.iso.date(),
  captured_minor: SumMinor.min(0),
  fees_minor: SumMinor,
  refunded_minor: SumMinor,
  returned_minor: SumMinor,
  disputed_minor: SumMinor,
  closing_minor: SumMinor,
});
export type StatementDay = z.infer<typeof StatementDay>;

/** The merchant's account by day; days on which nothing happened are left out. */
export const Statement = z.strictObject({
  object: z.literal('statement'),
  currency: Currency,
  from: z.iso.date(),
  to: z.iso.date(),
  opening_minor: SumMinor,
  closing_minor: SumMinor,
  days: z.array(StatementDay),
});
export type Statement = z.infer<typeof Statement>;
