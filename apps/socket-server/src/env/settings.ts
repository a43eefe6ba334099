import type { OtlpOptions } from '../errors/otlp-error-reporter.ts';
import type { TestingLimits } from '@fieldfare/access';
import type { ProcessorServer } from '@fieldfare/processors';
import type { ProcessorKind } from '@fieldfare/protocol';
import type { KmsChoice } from '@fieldfare/vault';

/** What the process was told to be. Everything below env/ reads this and never the environment. */
export interface Settings {
  isProduction: boolean;
  dataDir: string;
  http: {
    host: string;
    port: number;
    /** Addresses or subnets whose X-Forwarded-For is believed. */
    trustedProxies: string[];
  };
  /** How often an idle socket is asked whether it is there, and how long it may take to say so. */
  heartbeat: { intervalMs: number; timeoutMs: number };
  origins: { payments: string; web: string; fields: string; shop: string };
  /** Further pages that the demo merchant allows. */
  demoOrigins: string[];
  database: { payments: string; sandbox: string | null; maxConnections: number };
  /** Null where there is none: servers then reach each other's sockets by way of the database. */
  redisUrl: string | null;
  /** How long the simulated ACH network takes for each of its steps. */
  sandboxAchMs: number;
  /** Days for which the audit log is kept. */
  auditLogDays: number;
  kms: KmsChoice;
  previousKms: KmsChoice | null;
  /** Where processors answer instead of their own servers; for tests alone. */
  processorServers: Partial<Record<ProcessorKind, ProcessorServer>>;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Where failures are reported to beside the log; null reports none. */
  errorReports: OtlpOptions | null;
  /** What a scraper of /metrics must present; null leaves it open, which only development may. */
  metricsToken: string | null;
  webhooks: WebhookSettings;
  limits: Limits;
}

export interface WebhookSettings {
  /** Whether the payment server records and delivers events itself; otherwise src/worker.ts does. */
  isInProcess: boolean;
  /** How long an endpoint may take to answer. */
  timeoutMs: number;
  /** A job held for so long belongs to a worker that is dead; far longer than an attempt takes. */
  deadWorkerMs: number;
  /** The waits between attempts are multiplied by it; tests do not wait for three days. */
  retryScale: number;
}

export interface Limits {
  /** Connections of one address that have not authenticated yet. */
  pendingSocketsPerIp: number;
  /** Windows of one person or shopper. */
  consoleSocketsPerAccount: number;
  /** Many people may share an address: an office, a mobile network. */
  consoleSocketsPerIp: number;
  fieldsSocketsPerIp: number;
  messagesPerMinute: number;
  requestsPerMinutePerIp: number;
  messagesPerMinutePerSession: number;
  messagesPerMinutePerIp: number;
  messagesPerMinutePerMerchant: number;
  handshakesPerMinutePerIp: number;
  handshakesPerMinutePerSession: number;
  handshakesPerMinutePerMerchant: number;
  /** What may wait to be read by one socket. */
  bufferedBytesPerSocket: number;
  /** How long a connection may take to say who it is. */
  authenticationTimeoutMs: number;
  requestsPerMinutePerKey: number;
  requestsPerMinutePerMerchant: number;
  /** Failed API keys of one network in a minute. */
  keyFailuresPerMinute: number;
  /** Failed sign-ins of one network in a quarter of an hour. */
  signInFailuresPerQuarterHour: number;
  /** When many cards become too many. */
  cards: TestingLimits;
  accounts: TestingLimits;
}
