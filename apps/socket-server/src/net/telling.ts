import { clientNetwork } from '@fieldfare/access';
import type { Clock } from '@fieldfare/payments';
import type { Log, LogFields } from '../logging/logger.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { createKeyedBudgets } from './keyed-budgets.ts';

/**
 * What strangers can cause as often as they like, told in so many lines of log and no more: whoever looks for a mistake of theirs finds each,
 * and a flood fills no disk. The last line before some are left out says so in `more`. Metrics count them all.
 */
export interface Telling {
  /** Logs a refusal by the budgets of its address and, where one is known, its merchant. */
  refusal(of: Party, fields: LogFields, message: string): void;
  /**
   * Counts and logs what an operator should watch: `type` says what happened, the fields to whom. Never a token, a key or a payload. Each address
   * has a budget of its own for each type, which no refusal uses up and no other address.
   */
  securityEvent(type: string, fields: Omit<LogFields, 'detail' | 'error'>): void;
  forgetWhole(): Promise<void>;
  /** Keys that are remembered. */
  size(): number;
}

export interface Party {
  ip: string;
  merchantId?: string | undefined;
}

/** Lines a minute. */
const LINES = { ofAddress: 120, ofMerchant: 600, ofSecurityEvent: 60 } as const;
const MORE = 'counted and not told';

export function createTelling({ log, metrics, clock }: { log: Log; metrics: Metrics; clock: Clock }): Telling {
  const addresses = createKeyedBudgets(LINES.ofAddress, clock);
  const merchants = createKeyedBudgets(LINES.ofMerchant, clock);
  const securityEvents = createKeyedBudgets(LINES.ofSecurityEvent, clock);
  const all = [addresses, merchants, securityEvents];
  /** Takes a line of every budget, or of none; null where one has none left. */
  const lineOf = (...budgets: ReturnType<typeof addresses.of>[]): { more?: string } | null => {
    const now = clock.now().getTime();
    if (budgets.some((budget) => budget.left(now) < 1)) return null;
    for (const budget of budgets) budget.take(now);
    return budgets.some((budget) => budget.left(now) < 1) ? { more: MORE } : {};
  };
  return {
    refusal: ({ ip, merchantId }, fields, message) => {
      const address = addresses.of(clientNetwork(ip));
      const line = merchantId === undefined ? lineOf(address) : lineOf(address, merchants.of(merchantId));
      if (line) log.info({ ...fields, ...line }, message);
    },
    securityEvent: (type, fields) => {
      metrics.securityEvents.inc({ type });
      const whose = fields.ip === undefined ? (fields.user_id ?? '') : clientNetwork(fields.ip);
      const line = lineOf(securityEvents.of(`${type} ${whose}`));
      if (line) log.warn({ ...fields, ...line, detail: type }, 'security event');
    },
    forgetWhole: async () => {
      for (const budgets of all) await budgets.forgetWhole();
    },
    size: () => all.reduce((sum, budgets) => sum + budgets.size(), 0),
  };
}
