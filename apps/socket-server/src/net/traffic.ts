import { clientNetwork } from '@fieldfare/access';
import type { SharedTally } from '@fieldfare/access';
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
  /** Has its session owe so many messages that it sent too much: they are refilled before it is served again, over whatever connection. */
  owe(messages: number): void;
  /** How long its session must wait until it owes nothing (ms). */
  owedMs(): number;
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
  /** Tells other servers what was used here, and hears what was used there. */
  share(): Promise<void>;
  forgetWhole(): Promise<void>;
  /** Keys that are remembered. */
  size(): number;
}

type MessageLimits = Pick<
  Limits,
  'messagesPerMinute' | 'messagesPerMinutePerSession' | 'messagesPerMinutePerIp' | 'messagesPerMinutePerMerchant'
>;

/** What payment servers that share a Redis count together. A connection belongs to one of them. */
export type MessageTallies = Record<Exclude<TrafficScope, 'connection'>, SharedTally>;

/**
 * Decides in this process: a message costs no question to anybody, and a merchant's flood uses up that merchant's budget alone. With tallies the
 * budgets of a session, an address and a merchant are used up together with other servers, each of which hears of the others' use when it shares.
 */
export function createTraffic(limits: MessageLimits, clock: Clock, tallies: MessageTallies | null): Traffic {
  const sessions = createKeyedBudgets(limits.messagesPerMinutePerSession, clock, tallies?.session);
  const ips = createKeyedBudgets(limits.messagesPerMinutePerIp, clock, tallies?.ip);
  const merchants = createKeyedBudgets(limits.messagesPerMinutePerMerchant, clock, tallies?.merchant);
  const all = [sessions, ips, merchants];
  return {
    of: ({ ip, merchantId, sessionId }) => {
      // The narrowest comes first, so that what one connection is refused costs nobody else's share.
      const own = createMessageBudget(limits.messagesPerMinute, clock.now().getTime());
      const session = sessionId === undefined ? null : sessions.of(sessionId);
      const address = ips.of(clientNetwork(ip));
      const merchant = merchantId === undefined ? null : merchants.of(merchantId);
      return {
        take: () => {
          const now = clock.now().getTime();
          if (!own.take(now)) return 'connection';
          if (session?.take(now) === false) return 'session';
          if (!address.take(now)) return 'ip';
          return merchant?.take(now) === false ? 'merchant' : null;
        },
        owe: (messages) => session?.owe(messages, clock.now().getTime()),
        owedMs: () => {
          const left = session?.left(clock.now().getTime()) ?? 0;
          return Math.max(0, Math.ceil((-left * 60_000) / limits.messagesPerMinutePerSession));
        },
      };
    },
    share: async () => {
      await Promise.all(all.map((budgets) => budgets.share()));
    },
    forgetWhole: async () => {
      for (const budgets of all) await budgets.forgetWhole();
    },
    size: () => all.reduce((sum, budgets) => sum + budgets.size(), 0),
  };
}
