import { ACCOUNTS, CARDS, createMethodWatch, createRateWatch } from '@fieldfare/access';
import type { Clock, MethodWatch, RateWatch, SecurityEvent, TestingLimits, WatchStore } from '@fieldfare/access';
import type { Log } from '../logging/logger.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { securityNotice } from './security-notice.ts';
import type { NotifySecurity } from './security-notice.ts';

/** What watches over cards, bank accounts, declines, payloads and tokens. */
export interface Watch {
  cards: MethodWatch;
  accounts: MethodWatch;
  /** What the others share, for outcomes that come late. */
  store: Pick<WatchStore, 'takeUndecided'>;
  rates: RateWatch;
}

export interface WatchDeps {
  store: WatchStore;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  limits: { cards: TestingLimits; accounts: TestingLimits };
  notify: NotifySecurity;
}

/** Whatever the watch finds becomes a line, a count and a notification in the console. */
export function createWatch({ store, clock, log, metrics, limits, notify }: WatchDeps): Watch {
  const onEvent = (event: SecurityEvent) => {
    const type = event.type === 'rate_rising' ? event.rate : event.type;
    metrics.securityEvents.inc({ type });
    log.warn(fieldsOf(event), 'unusual pattern');
    notify(securityNotice(event, clock.now())).catch((error: unknown) =>
      log.error({ event: type, error }, 'nobody could be notified of an unusual pattern'),
    );
  };
  return {
    cards: createMethodWatch({ method: CARDS, limits: limits.cards, store, clock, onEvent }),
    accounts: createMethodWatch({ method: ACCOUNTS, limits: limits.accounts, store, clock, onEvent }),
    store,
    rates: createRateWatch({ store, clock, onEvent }),
  };
}

function fieldsOf(event: SecurityEvent) {
  if (event.type === 'rate_rising') {
    return { event: event.rate, reason: event.type, actor: event.subject, count: event.failed };
  }
  const { type, by, merchantId, sessionId, network, count } = event;
  return {
    event: type,
    reason: by,
    merchant_id: merchantId,
    count,
    ...(sessionId === null ? {} : { session_id: sessionId }),
    ...(network === null ? {} : { ip: network }),
  };
}
