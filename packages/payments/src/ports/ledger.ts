import type { Currency } from '@fieldfare/protocol';
import type { PaymentScope } from './payment-repository.ts';

/** What the books say of one merchant in one currency. */
export interface BalanceRecord {
  currency: Currency;
  availableMinor: number;
  heldMinor: number;
  feesMinor: number;
}

export interface StatementDayRecord {
  date: string;
  capturedMinor: number;
  feesMinor: number;
  refundedMinor: number;
  returnedMinor: number;
  disputedMinor: number;
  changeMinor: number;
}

/** The double-entry ledger, which the database writes by itself with each move. */
export interface Ledger {
  balances(scope: PaymentScope): Promise<BalanceRecord[]>;
  /** The merchant's account before the first day, and each day's changes. Days are UTC, both included. */
  statement(
    scope: PaymentScope,
    currency: Currency,
    from: string,
    to: string,
  ): Promise<{ openingMinor: number; days: StatementDayRecord[] }>;
}
