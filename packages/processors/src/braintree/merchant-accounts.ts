import { promisify } from 'node:util';
import * as z from 'zod';
import type { Currency } from '@fieldfare/protocol';
import type { Braintree } from './braintree-gateway.ts';
import { MerchantAccountReply } from './braintree-replies.ts';

export interface MerchantAccounts {
  /** The active merchant account of a currency, the default one first; null where there is none. */
  of(currency: Currency): Promise<string | null>;
  /** Asks Braintree anew: which currencies the credentials can charge. */
  currencies(): Promise<string[]>;
}

const MAX_AGE_MS = 5 * 60_000;

const ActiveAccounts = z
  .array(MerchantAccountReply)
  .transform((accounts) => accounts.filter(({ status }) => status === 'active'));
type ActiveAccounts = z.infer<typeof ActiveAccounts>;

/**
 * A transaction is charged in the currency of its merchant account, whatever its amount was meant in. So the account is always named by
 * currency, and never left to Braintree's default. Where the list cannot be read anew, the last one holds.
 */
export function createMerchantAccounts({ merchantAccount }: Braintree): MerchantAccounts {
  const all = promisify((callback: (error: unknown, accounts?: unknown) => void) => merchantAccount.all(callback));
  let known: { at: number; accounts: ActiveAccounts } | null = null;
  const read = async (): Promise<ActiveAccounts> => {
    const accounts = ActiveAccounts.parse(await all());
    known = { at: Date.now(), accounts };
    return accounts;
  };
  const current = async (): Promise<ActiveAccounts> => {
    const last = known;
    if (last === null) return read();
    return Date.now() - last.at < MAX_AGE_MS ? last.accounts : read().catch(() => last.accounts);
  };
  return {
    of: async (currency) => {
      const matching = (await current()).filter(({ currencyIsoCode }) => currencyIsoCode === currency);
      return (matching.find((account) => account.default) ?? matching[0])?.id ?? null;
    },
    currencies: async () => [...new Set((await read()).flatMap(({ currencyIsoCode }) => currencyIsoCode ?? []))],
  };
}
