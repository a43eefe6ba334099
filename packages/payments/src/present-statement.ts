import type { Balance, Currency, Statement } from '@fieldfare/protocol';
import type { BalanceRecord, StatementDayRecord } from './ports/ledger.ts';

export function presentBalance(balances: BalanceRecord[]): Balance {
  return {
    object: 'balance',
    balances: balances.map((one) => ({
      currency: one.currency,
      available_minor: one.availableMinor,
      held_minor: one.heldMinor,
      fees_minor: one.feesMinor,
    })),
  };
}

export interface StatementFacts {
  currency: Currency;
  from: string;
  to: string;
  openingMinor: number;
  days: StatementDayRecord[];
}

/** The statement with each day's closing balance run up from the opening one. */
export function presentStatement({ currency, from, to, openingMinor, days }: StatementFacts): Statement {
  let closing = openingMinor;
  return {
    object: 'statement',
    currency,
    from,
    to,
    opening_minor: openingMinor,
    days: days.map((day) => ({
      date: day.date,
      captured_minor: day.capturedMinor,
      fees_minor: day.feesMinor,
      refunded_minor: day.refundedMinor,
      returned_minor: day.returnedMinor,
      disputed_minor: day.disputedMinor,
      closing_minor: (closing += day.changeMinor),
    })),
    closing_minor: openingMinor + days.reduce((sum, day) => sum + day.changeMinor, 0),
  };
}
