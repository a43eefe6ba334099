import type { Clock } from '@fieldfare/payments';
import type { Limits } from '../env/settings.ts';
import { createKeyedBudgets } from './keyed-budgets.ts';
import { createMessageBudget } from './message-budget.ts';

/** Whose share of messages is used up. */
export type TrafficScope = 'connection' | 'session' | 'ip' | 'merchant';

/** The budgets that a connection's messages count against. */
export interface ConnectionTraffic {
  /** Counts one message; the scope that has none left, or null where it may be served. */
  take(): TrafficScope | null;
}

export interface TrafficParty {
  ip: string;
  /** The console's connections belong to a person, not to a merchant or a session. */
  merchantId?: string;
  sessionId?: string;
}

/** How many messages may come: of a connection, of a session over all its connections, of an address, of a merchant. */
export interface Traffic {
  of(party: TrafficParty): ConnectionTraffic;
  forgetIdle(): Promise<void>;
  /** Keys that are remembered. */
  size(): number;
}

type MessageLimits = Pick<
  Limits,
  'messagesPerMinute' | 'messagesPerMinutePerSession' | 'messagesPerMinutePerIp' | 'messagesPerMinutePerMerchant'
>;

/** Counts in this process: a message costs no question to anybody, and a merchant's flood uses up that merchant's budget alone. */
export function createTraffic(limits: MessageLimits, clock: Clock): Traffic {
  const sessions = createKeyedBudgets(limits.messagesPerMinutePerSession, clock);
  const ips = createKeyedBudgets(limits.messagesPerMinutePerIp, clock);
  const merchants = createKeyedBudgets(limits.messagesPerMinutePerMerchant, clock);
  const all = [sessions, ips, merchants];
  return {
    of: ({ ip, merchantId, sessionId }) => {
      // The narrowest comes first, so that what one connection is refused costs nobody else's share.
      const own = createMessageBudget(limits.messagesPerMinute, clock.now().getTime());
      const session = sessionId === undefined ? null : sessions.of(sessionId);
      const address = ips.of(ip);
      const merchant = merchantId === undefined ? null : merchants.of(merchantId);
      return {
        take: () => {
          const now = clock.now().getTime();
          if (!own.take(now)) return 'connection';
          if (session?.take(now) === false) return 'session';
          if (!address.take(now)) return 'ip';
          return merchant?.take(now) === false ? 'merchant' : null;
        },
      };
    },
    forgetIdle: async () => {
      for (const budgets of all) await budgets.forgetIdle();
    },
    size: () => all.reduce((sum, budgets) => sum + budgets.size(), 0),
  };
}
