import { ACCOUNT_LIMITS, CARD_LIMITS } from '@fieldfare/access';
import {
  AUTHENTICATION_TIMEOUT_MS,
  HEARTBEAT_INTERVAL_MS,
  HEARTBEAT_TIMEOUT_MS,
  IpRange,
  Origin,
} from '@fieldfare/protocol';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const limit = (standard: number) => z.coerce.number().int().min(1).default(standard);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://');

const isSomebody = (range: string) => !range.endsWith('/0');

/** Every variable that the payment server reads, grouped by concern. An empty variable counts as unset. */
export const EnvSchema = z.object({
  // What it is.
  FIELDFARE_ENV: z.enum(['development', 'production']).default('development'),
  FIELDFARE_DATA_DIR: z.string().default('.fieldfare'),

  // Where it is reached and whom it serves.
  HOST: z.string().default('127.0.0.1'),
  PAYMENTS_PORT: port.default(3001),
  PAYMENTS_ORIGIN: Origin.default('http://localhost:3001'),
  WEB_ORIGIN: Origin.default('http://localhost:3000'),
  FIELDS_ORIGIN: Origin.default('http://127.0.0.1:3000'),
  SHOP_ORIGIN: Origin.default('http://localhost:3002'),
  // Where the examples and the quick start of the documentation run: the demo merchant allows these pages.
  DEMO_ORIGINS: z
    .string()
    .default('http://localhost:4242')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(Origin)),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(
      z.array(IpRange.refine(isSomebody, 'must not be every address: anybody could then choose which one is counted')),
    ),

  HEARTBEAT_INTERVAL_MS: limit(HEARTBEAT_INTERVAL_MS),
  HEARTBEAT_TIMEOUT_MS: limit(HEARTBEAT_TIMEOUT_MS),

  // What it keeps.
  PAYMENTS_DATABASE_URL: postgresUrl,
  SANDBOX_DATABASE_URL: postgresUrl.optional(),
  DATABASE_MAX_CONNECTIONS: limit(10),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  KMS_PROVIDER: z.enum(['local', 'aws']).default('local'),
  KMS_KEY_FILE: z.string().optional(),
  KMS_PASSPHRASE: z.string().optional(),
  AWS_KMS_KEY_ID: z.string().optional(),
  AWS_KMS_ENDPOINT: z.url().optional(),
  // Asymmetric keys in AWS KMS that sign as the root, the present one first.
  AWS_KMS_ROOT_KEY_IDS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean)),
  // What stored keys are still wrapped by while they are wrapped anew.
  KMS_PREVIOUS_PROVIDER: z.enum(['local', 'aws']).optional(),
  KMS_PREVIOUS_KEY_FILE: z.string().optional(),
  KMS_PREVIOUS_PASSPHRASE: z.string().optional(),
  AWS_KMS_PREVIOUS_KEY_ID: z.string().optional(),

  // Whom it asks; for tests against a server of one's own.
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  BRAINTREE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  // How long the simulated ACH network takes for each of its steps.
  SANDBOX_ACH_SECONDS: limit(15),
  /** PCI DSS 10.5.1 has an audit log kept for a year at the least. */
  AUDIT_LOG_DAYS: z.coerce
    .number()
    .int()
    .min(366, 'must be 366 days at least (PCI DSS 10.5.1)')
    .max(36_500)
    .default(400),

  // What it tells.
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ERROR_REPORTS_URL: z.url({ protocol: /^https?$/ }).optional(),
  ERROR_REPORTS_AUTHORIZATION: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),

  // How merchants hear of events.
  WEBHOOK_WORKER: z.enum(['in_process', 'separate']).default('in_process'),
  WEBHOOK_TIMEOUT_SECONDS: z.coerce.number().min(1).max(30).default(10),
  WEBHOOK_DEAD_WORKER_SECONDS: z.coerce.number().min(2).default(120),

  // What it bears.
  LIMIT_PENDING_SOCKETS_PER_IP: limit(10),
  LIMIT_CONSOLE_SOCKETS_PER_ACCOUNT: limit(10),
  LIMIT_CONSOLE_SOCKETS_PER_IP: limit(200),
  LIMIT_FIELDS_SOCKETS_PER_IP: limit(200),
  LIMIT_MESSAGES_PER_MINUTE: limit(60),
  LIMIT_REQUESTS_PER_MINUTE_PER_IP: limit(12_000),
  LIMIT_MESSAGES_PER_MINUTE_PER_SESSION: limit(120),
  LIMIT_MESSAGES_PER_MINUTE_PER_IP: limit(6_000),
  LIMIT_MESSAGES_PER_MINUTE_PER_MERCHANT: limit(60_000),
  LIMIT_HANDSHAKES_PER_MINUTE_PER_IP: limit(600),
  LIMIT_HANDSHAKES_PER_MINUTE_PER_SESSION: limit(60),
  LIMIT_HANDSHAKES_PER_MINUTE_PER_MERCHANT: limit(30_000),
  LIMIT_BUFFERED_BYTES_PER_SOCKET: limit(1024 * 1024),
  LIMIT_AUTHENTICATION_MS: limit(AUTHENTICATION_TIMEOUT_MS),
  LIMIT_REQUESTS_PER_MINUTE_PER_KEY: limit(6_000),
  LIMIT_REQUESTS_PER_MINUTE_PER_MERCHANT: limit(24_000),
  LIMIT_KEY_FAILURES_PER_MINUTE: limit(20),
  LIMIT_SIGN_IN_FAILURES_PER_QUARTER_HOUR: limit(30),
  LIMIT_CARDS_PER_SESSION: limit(CARD_LIMITS.perSession),
  LIMIT_DECLINED_CARDS_PER_NETWORK: limit(CARD_LIMITS.perNetwork),
  LIMIT_DECLINED_CARDS_PER_MERCHANT: limit(CARD_LIMITS.perMerchant),
  LIMIT_DECLINES_PER_CARD: limit(CARD_LIMITS.declinesOfOne),
  LIMIT_ACCOUNTS_PER_SESSION: limit(ACCOUNT_LIMITS.perSession),
  LIMIT_ACCOUNTS_PER_NETWORK: limit(ACCOUNT_LIMITS.perNetwork),
  LIMIT_RETURNED_ACCOUNTS_PER_MERCHANT: limit(ACCOUNT_LIMITS.perMerchant),
});
export type Env = z.infer<typeof EnvSchema>;
