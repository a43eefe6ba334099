import type { RoutedPayment } from '@fieldfare/payments';
import { PROCESSOR_METHODS } from '@fieldfare/protocol';
import type { CardBrand, Currency, Mode, PaymentMethodType, ProcessorKind } from '@fieldfare/protocol';

/** A merchant's account at a processor. Its credentials lie in the vault, under `secretId`. */
export interface ProcessorAccount {
  id: string;
  merchantId: string;
  mode: Mode;
  processor: ProcessorKind;
  secretId: string;
  isEnabled: boolean;
  /** The lowest takes what its rule lets it. */
  priority: number;
  rule: RoutingRule;
}

/** Which payments an account takes; an empty list is all. Amounts are in minor units of the payment's currency. */
export interface RoutingRule {
  methods: readonly PaymentMethodType[];
  brands: readonly CardBrand[];
  currencies: readonly Currency[];
  minAmountMinor: number | null;
  maxAmountMinor: number | null;
}

export interface ProcessorAccounts {
  /** The merchant's accounts of a mode, disabled ones included, by priority. */
  list(merchantId: string, mode: Mode): Promise<readonly ProcessorAccount[]>;
  find(id: string): Promise<ProcessorAccount | null>;
  /** Opens the account's credentials. */
  credentials(account: ProcessorAccount): Promise<string>;
}

/** Whether an account takes a method at all: its kind has to be able to, and its rule to let it. */
export function takesMethod({ processor, rule, isEnabled }: ProcessorAccount, method: PaymentMethodType): boolean {
  return isEnabled && PROCESSOR_METHODS[processor].includes(method) && admits(rule.methods, method);
}

export function takes({ rule, isEnabled }: ProcessorAccount, payment: RoutedPayment): boolean {
  const { method, currency, amountMinor } = payment;
  return (
    isEnabled &&
    admits(rule.methods, method.type) &&
    admits(rule.brands, method.brand ?? 'unknown') &&
    admits(rule.currencies, currency) &&
    amountMinor >= (rule.minAmountMinor ?? 0) &&
    amountMinor <= (rule.maxAmountMinor ?? Number.MAX_SAFE_INTEGER)
  );
}

function admits<T>(list: readonly T[], value: T): boolean {
  return list.length === 0 || list.includes(value);
}
