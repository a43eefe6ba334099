import { ACCOUNT_LIMITS } from '@fieldfare/access';
import { join } from 'node:path';
import type { ProcessorServer } from '@fieldfare/processors';
import { keepMemoryFromCores } from '@fieldfare/vault';
import type * as z from 'zod';
import { EnvError } from './env-error.ts';
import { EnvSchema } from './env-schema.ts';
import type { Env } from './env-schema.ts';
import { productionProblems } from './production-problems.ts';
import type { Settings } from './settings.ts';

/**
 * Reads the environment once, at boot.
 *
 * @param coreDumps says what is wrong with the core dumps of this process, which production depends on; null where nothing is
 * @throws {EnvError} that names every variable at fault and says what to set
 */
export function parseEnv(
  source: Readonly<Record<string, string | undefined>>,
  coreDumps: () => string | null = keepMemoryFromCores,
): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = EnvSchema.safeParse(given);
  if (!parsed.success) throw new EnvError(parsed.error.issues.map(describe));
  const problems =
    parsed.data.FIELDFARE_ENV === 'production' ? productionProblems(parsed.data, given, coreDumps()) : [];
  problems.push(...kmsProblems(parsed.data));
  if (problems.length > 0) throw new EnvError(problems);
  return toSettings(parsed.data);
}

function describe(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  if (name === 'PAYMENTS_DATABASE_URL' && issue.code === 'invalid_type') {
    return 'PAYMENTS_DATABASE_URL is not set: give the URL of the database as role fieldfare_payments (npm start does)';
  }
  return `${name}: ${issue.message}`;
}

function toSettings(env: Env): Settings {
  return {
    isProduction: env.FIELDFARE_ENV === 'production',
    dataDir: env.FIELDFARE_DATA_DIR,
    http: { host: env.HOST, port: env.PAYMENTS_PORT, trustedProxies: env.TRUSTED_PROXIES },
    heartbeat: { intervalMs: env.HEARTBEAT_INTERVAL_MS, timeoutMs: env.HEARTBEAT_TIMEOUT_MS },
    origins: {
      payments: env.PAYMENTS_ORIGIN,
      web: env.WEB_ORIGIN,
      fields: env.FIELDS_ORIGIN,
      shop: env.SHOP_ORIGIN,
    },
    demoOrigins: env.DEMO_ORIGINS,
    database: {
      payments: env.PAYMENTS_DATABASE_URL,
      sandbox: env.SANDBOX_DATABASE_URL ?? null,
      maxConnections: env.DATABASE_MAX_CONNECTIONS,
    },
    redisUrl: env.REDIS_URL ?? null,
    sandboxAchMs: env.SANDBOX_ACH_SECONDS * 1_000,
    auditLogDays: env.AUDIT_LOG_DAYS,
    kms: kmsOf(env),
    previousKms: previousKmsOf(env),
    processorServers: {
      ...(env.STRIPE_API_URL === undefined ? {} : { stripe: serverOf(env.STRIPE_API_URL) }),
      ...(env.BRAINTREE_API_URL === undefined ? {} : { braintree: serverOf(env.BRAINTREE_API_URL) }),
    },
    logLevel: env.LOG_LEVEL,
    errorReports:
      env.ERROR_REPORTS_URL === undefined
        ? null
        : { url: env.ERROR_REPORTS_URL, authorization: env.ERROR_REPORTS_AUTHORIZATION ?? null },
    metricsToken: env.METRICS_TOKEN ?? null,
    webhooks: {
      isInProcess: env.WEBHOOK_WORKER === 'in_process',
      timeoutMs: env.WEBHOOK_TIMEOUT_SECONDS * 1_000,
      deadWorkerMs: env.WEBHOOK_DEAD_WORKER_SECONDS * 1_000,
      retryScale: 1,
    },
    limits: {
      pendingSocketsPerIp: env.LIMIT_PENDING_SOCKETS_PER_IP,
      consoleSocketsPerAccount: env.LIMIT_CONSOLE_SOCKETS_PER_ACCOUNT,
      consoleSocketsPerIp: env.LIMIT_CONSOLE_SOCKETS_PER_IP,
      fieldsSocketsPerIp: env.LIMIT_FIELDS_SOCKETS_PER_IP,
      messagesPerMinute: env.LIMIT_MESSAGES_PER_MINUTE,
      requestsPerMinutePerIp: env.LIMIT_REQUESTS_PER_MINUTE_PER_IP,
      messagesPerMinutePerSession: env.LIMIT_MESSAGES_PER_MINUTE_PER_SESSION,
      messagesPerMinutePerIp: env.LIMIT_MESSAGES_PER_MINUTE_PER_IP,
      messagesPerMinutePerMerchant: env.LIMIT_MESSAGES_PER_MINUTE_PER_MERCHANT,
      handshakesPerMinutePerIp: env.LIMIT_HANDSHAKES_PER_MINUTE_PER_IP,
      handshakesPerMinutePerSession: env.LIMIT_HANDSHAKES_PER_MINUTE_PER_SESSION,
      handshakesPerMinutePerMerchant: env.LIMIT_HANDSHAKES_PER_MINUTE_PER_MERCHANT,
      bufferedBytesPerSocket: env.LIMIT_BUFFERED_BYTES_PER_SOCKET,
      authenticationTimeoutMs: env.LIMIT_AUTHENTICATION_MS,
      requestsPerMinutePerKey: env.LIMIT_REQUESTS_PER_MINUTE_PER_KEY,
      requestsPerMinutePerMerchant: env.LIMIT_REQUESTS_PER_MINUTE_PER_MERCHANT,
      keyFailuresPerMinute: env.LIMIT_KEY_FAILURES_PER_MINUTE,
      signInFailuresPerQuarterHour: env.LIMIT_SIGN_IN_FAILURES_PER_QUARTER_HOUR,
      cards: {
        perSession: env.LIMIT_CARDS_PER_SESSION,
        perNetwork: env.LIMIT_DECLINED_CARDS_PER_NETWORK,
        perMerchant: env.LIMIT_DECLINED_CARDS_PER_MERCHANT,
        perNetworkUnderAttack: Math.ceil(env.LIMIT_DECLINED_CARDS_PER_NETWORK / 3),
        declinesOfOne: env.LIMIT_DECLINES_PER_CARD,
      },
      accounts: {
        perSession: env.LIMIT_ACCOUNTS_PER_SESSION,
        perNetwork: env.LIMIT_ACCOUNTS_PER_NETWORK,
        perMerchant: env.LIMIT_RETURNED_ACCOUNTS_PER_MERCHANT,
        perNetworkUnderAttack: Math.ceil(env.LIMIT_ACCOUNTS_PER_NETWORK / 4),
        declinesOfOne: ACCOUNT_LIMITS.declinesOfOne,
      },
    },
  };
}

function serverOf(text: string): ProcessorServer {
  const url = new URL(text);
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return { host: url.hostname, port: Number(url.port || (protocol === 'http' ? 80 : 443)), protocol };
}

function kmsOf(env: Env): Settings['kms'] {
  if (env.KMS_PROVIDER === 'aws') {
    return {
      provider: 'aws',
      keyId: env.AWS_KMS_KEY_ID ?? '',
      endpoint: env.AWS_KMS_ENDPOINT ?? null,
      rootKeyIds: env.AWS_KMS_ROOT_KEY_IDS,
    };
  }
  return localKms(env.KMS_KEY_FILE ?? join(env.FIELDFARE_DATA_DIR, 'keys/local-kms.key'), env.KMS_PASSPHRASE);
}

function previousKmsOf(env: Env): Settings['previousKms'] {
  switch (env.KMS_PREVIOUS_PROVIDER) {
    case undefined:
      return null;
    case 'aws':
      return {
        provider: 'aws',
        keyId: env.AWS_KMS_PREVIOUS_KEY_ID ?? '',
        endpoint: env.AWS_KMS_ENDPOINT ?? null,
        rootKeyIds: env.AWS_KMS_ROOT_KEY_IDS,
      };
    case 'local':
      return localKms(env.KMS_PREVIOUS_KEY_FILE ?? '', env.KMS_PREVIOUS_PASSPHRASE);
  }
}

function localKms(keyFile: string, passphrase: string | undefined): Settings['kms'] {
  return { provider: 'local', keyFile, ...(passphrase === undefined ? {} : { passphrase }) };
}

function kmsProblems(env: Env): string[] {
  const problems: string[] = [];
  if (env.KMS_PROVIDER === 'aws' && env.AWS_KMS_KEY_ID === undefined)
    problems.push('AWS_KMS_KEY_ID is not set: KMS_PROVIDER=aws needs the id or ARN of a symmetric key');
  if (env.KMS_PREVIOUS_PROVIDER === 'aws' && env.AWS_KMS_PREVIOUS_KEY_ID === undefined)
    problems.push('AWS_KMS_PREVIOUS_KEY_ID is not set: KMS_PREVIOUS_PROVIDER=aws needs it');
  if (env.KMS_PREVIOUS_PROVIDER === 'local' && env.KMS_PREVIOUS_KEY_FILE === undefined)
    problems.push('KMS_PREVIOUS_KEY_FILE is not set: KMS_PREVIOUS_PROVIDER=local needs it');
  return problems;
}
