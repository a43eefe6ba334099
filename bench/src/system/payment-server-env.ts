import type { BenchDatabase } from '../harness/bench-database.ts';

export interface Origins {
  payments: string;
  web: string;
  fields: string;
  shop: string;
}

// One machine plays thousands of shoppers here, each of whom would have an address of their own.
const UNLIMITED = '1000000';

/** Limits that are lifted: of one address, which is always the same one here, or of sessions, connections and merchants besides. */
export type LiftedLimits = 'address' | 'all';

/** The payment server's environment: as `npm start` sets it, but for the limits. */
export function paymentServerEnv(
  database: BenchDatabase,
  folder: string,
  origins: Origins,
  lifted: LiftedLimits = 'all',
): Record<string, string> {
  return {
    FIELDFARE_ENV: 'development',
    FIELDFARE_DATA_DIR: folder,
    PAYMENTS_PORT: new URL(origins.payments).port,
    PAYMENTS_ORIGIN: origins.payments,
    WEB_ORIGIN: origins.web,
    FIELDS_ORIGIN: origins.fields,
    SHOP_ORIGIN: origins.shop,
    PAYMENTS_DATABASE_URL: database.paymentsUrl,
    SANDBOX_DATABASE_URL: database.sandboxUrl,
    LIMIT_PENDING_SOCKETS_PER_IP: UNLIMITED,
    LIMIT_FIELDS_SOCKETS_PER_IP: UNLIMITED,
    LIMIT_CONSOLE_SOCKETS_PER_ACCOUNT: UNLIMITED,
    LIMIT_CONSOLE_SOCKETS_PER_IP: UNLIMITED,
    LIMIT_HANDSHAKES_PER_MINUTE_PER_IP: UNLIMITED,
    LIMIT_MESSAGES_PER_MINUTE_PER_IP: UNLIMITED,
    LIMIT_REQUESTS_PER_MINUTE_PER_IP: UNLIMITED,
    ...(lifted === 'all' ? OTHER_LIMITS : {}),
  };
}

const OTHER_LIMITS = {
  LIMIT_HANDSHAKES_PER_MINUTE_PER_SESSION: UNLIMITED,
  LIMIT_HANDSHAKES_PER_MINUTE_PER_MERCHANT: UNLIMITED,
  LIMIT_MESSAGES_PER_MINUTE: UNLIMITED,
  LIMIT_MESSAGES_PER_MINUTE_PER_SESSION: UNLIMITED,
  LIMIT_MESSAGES_PER_MINUTE_PER_MERCHANT: UNLIMITED,
  LIMIT_REQUESTS_PER_MINUTE_PER_KEY: UNLIMITED,
  LIMIT_REQUESTS_PER_MINUTE_PER_MERCHANT: UNLIMITED,
};
