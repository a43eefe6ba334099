import {
  ACCOUNT_LOCK,
  createApiKeyVerifier,
  createConsoleAuth,
  createPasswordHasher,
  createSignedHere,
  createTokenIssuer,
  createTokenVerifier,
} from '@fieldfare/access';
import {
  claimOutbox,
  createCardKeepings,
  connectDatabase,
  createApiKeyAdmin,
  createApiKeyStore,
  createConsoleUserStore,
  createCustomerRepository,
  createPaymentMethodRepository,
  createIdempotencyStore,
  createKeyRingStore,
  createMerchantDirectory,
  createNotificationStore,
  createPaymentRepository,
  createApprovalRepository,
  createAttemptReader,
  createDisputeRepository,
  createNoticeRepository,
  createLedger,
  createProfileAdmin,
  createRefundRepository,
  createProcessorAccountStore,
  createSecondFactorSecrets,
  createSecondFactorStore,
  createSecretStore,
  createSessionRepository,
  createVaultStore,
  createWatchStore,
  paymentsOfSessions,
  pushesAfter,
  pushToRoom,
  createAuditLog,
  createBroadcastStore,
  createCustomerAccountStore,
  createMerchantList,
  createOwnStore,
  createFontStore,
  createTeamInvitationStore,
  createTeamStore,
  replayPushes,
  roomSequence,
  spendNonce,
  forgetChangedDays,
  keepLedgerDays,
  sweepExpired,
} from '@fieldfare/db';
import type { Database } from '@fieldfare/db';
import { systemClock } from '@fieldfare/payments';
import type { Clock } from '@fieldfare/payments';
import { createKeyRing, createMerchantSecrets, createVault } from '@fieldfare/vault';
import { composeKms } from './compose-kms.ts';
import { composeLimiters } from './compose-limiters.ts';
import { composeProcessors } from './compose-processors.ts';
import { composeSandbox } from './compose-sandbox.ts';
import type { Deps } from './deps.ts';
import { createVisits } from './engine/create-visits.ts';
import { logPaymentMove } from './engine/log-payment-move.ts';
import { watchCommits } from './engine/watch-commits.ts';
import type { Settings } from './env/settings.ts';
import { openCountries } from './location/open-countries.ts';
import { checkKeyRing } from './health/check-key-ring.ts';
import { checkProcessors } from './health/check-processors.ts';
import { connectRedis } from './fan-out/connect-redis.ts';
import type { RedisClient } from './fan-out/connect-redis.ts';
import { postgresFanOut } from './fan-out/postgres-fan-out.ts';
import { redisFanOut } from './fan-out/redis-fan-out.ts';
import type { Log } from './logging/logger.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { notePaymentMove } from './metrics/note-payment.ts';
import { announceApprovals } from './relay/announce-approvals.ts';
import { announceNotifications } from './relay/announce-notifications.ts';
import { announceTeam, announceTeamInvitations } from './relay/announce-team.ts';
import { createPlacePush } from './relay/create-place-push.ts';
import { createPlacedPushes } from './relay/placed-pushes.ts';
import { createFreshCache } from './runtime/fresh-cache.ts';
import { createInFlight } from './runtime/in-flight.ts';
import { createSignal } from './runtime/signal.ts';
import { tellWrongCodes } from './rest/console/tell-second-factor.ts';
import { createTokens } from './tokens/tokens.ts';
import { composeWebhooks } from './webhooks/compose-webhooks.ts';
import { createTelling } from './net/telling.ts';
import { createWatch } from './watch/create-watch.ts';
import { noteChargeOutcome } from './watch/note-charge-outcome.ts';
import { noteLateOutcome } from './watch/note-late-outcome.ts';
import { notifyPeople } from './watch/notify-people.ts';
import type { NotifySecurity } from './watch/security-notice.ts';

export interface ComposeOptions {
  settings: Settings;
  log: Log;
  clock?: Clock;
  /** The simulated bank's waits; tests pass one that does not. */
  sandboxDelay?: (ms: number) => Promise<unknown>;
  /** Tells people at the console of an unusual pattern. */
  notifySecurity?: NotifySecurity;
  /** bcrypt's cost of new hashes; tests pass a low one. */
  passwordCost?: number;
}

export interface Composed {
  deps: Deps;
  database: Database;
  /** Closes pools and threads. Close the server first. */
  close(): Promise<void>;
}

/** Half a second: together with the sweep over open sockets, what is withdrawn bites within one. */
const PROFILE_MAX_AGE_MS = 500;
const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
/** Merchants whose days one run of a job tends to. */
const DAYS_OF_AT_ONCE = 500;

/** The composition root: the only place where adapters are chosen and joined. Throws where the database or the keys cannot be used. */
export async function compose({ settings, log, clock = systemClock, ...options }: ComposeOptions): Promise<Composed> {
  const metrics = createMetrics();
  const database = connectDatabase({
    url: settings.database.payments,
    maxConnections: settings.database.maxConnections,
    applicationName: 'fieldfare-payments',
    onQuery: ({ operation, table, durationMs, isFailed }) => {
      metrics.databaseQueries.inc({ operation, table, outcome: isFailed ? 'error' : 'ok' });
      metrics.databaseQueryDuration.observe({ operation, table }, durationMs / 1_000);
    },
  });
  const { pool } = database;
  const issuer = settings.origins.payments;
  const kms = await composeKms(settings);
  const keyRing = createKeyRing({ store: createKeyRingStore(pool), kms, clock, issuer });
  const vault = createVault({
    keyRing,
    kms,
    store: createVaultStore(pool),
    clock,
    onRefusal: (reason) => {
      metrics.securityEvents.inc({ type: 'card_payload_refused' });
      log.warn({ reason }, 'card payload refused');
    },
    onUnreadable: (merchantId) => {
      metrics.securityEvents.inc({ type: 'stored_card_unreadable' });
      log.error({ merchant_id: merchantId, detail: 'stored_card_unreadable' }, 'stored card does not open');
    },
  });
  const secrets = createMerchantSecrets({ merchantKeys: vault.merchantKeys, store: createSecretStore(pool), clock });
  const processorAccounts = createProcessorAccountStore(database);
  const sandbox = await composeSandbox(settings, clock, options.sandboxDelay);
  const processors = composeProcessors({
    settings,
    clock,
    accounts: processorAccounts,
    secrets,
    log,
    metrics,
    sandbox,
  });
  await keyRing.load();

  const telling = createTelling({ log, metrics, clock });
  const committed = createSignal();
  const placedPushes = createPlacedPushes();
  const notifications = announceNotifications(createNotificationStore(pool), placedPushes);
  const redis = settings.redisUrl === null ? null : connectRedis(settings.redisUrl, { log, metrics });
  const { limiterOf, messageTallies } = composeLimiters(redis, { log, metrics });
  const fanOut = redis ? redisFanOut(redis) : postgresFanOut(settings.database.payments, log);
  const recordable = createSignal();
  // Two of them: a flood of sign-ins must keep no API key's first check out, nor the other way round.
  const hashing = options.passwordCost === undefined ? {} : { cost: options.passwordCost };
  const passwordHasher = createPasswordHasher(hashing);
  const keyHasher = createPasswordHasher(hashing);
  const apiKeys = createApiKeyStore(database);
  const consoleUsers = createConsoleUserStore(database);
  const signedHere = createSignedHere();
  const tokens = createTokens(
    createTokenIssuer({ signer: keyRing, issuer, clock, signedHere }),
    createTokenVerifier({ keys: keyRing, issuer, clock, signedHere }),
  );
  const directory = createMerchantDirectory(database);
  const profiles = createFreshCache((id) => directory.profile(id), { maxAgeMs: PROFILE_MAX_AGE_MS, clock });
  const auditLog = createAuditLog(database);
  const watch = createWatch({
    store: createWatchStore(pool),
    clock,
    log,
    metrics,
    limits: settings.limits,
    notify: options.notifySecurity ?? ((notice) => notifyPeople({ notifications, clock }, notice)),
  });
  const paymentMethods = createPaymentMethodRepository(database);
  const deps: Deps = {
    settings,
    clock,
    log,
    metrics,
    telling,
    payments: watchCommits(createPaymentRepository(pool), {
      onCommit: () => {
        committed.raise();
        recordable.raise();
      },
      onMove: (move, verdict) => {
        notePaymentMove(metrics, move, verdict);
        logPaymentMove(log, move, verdict);
        noteLateOutcome({ watch, paymentMethods, log }, move, verdict);
        noteChargeOutcome(watch, move, verdict);
      },
    }),
    refunds: createRefundRepository(database),
    customers: createCustomerRepository(database),
    paymentMethods,
    keepings: createCardKeepings(pool),
    approvals: announceApprovals(createApprovalRepository(pool), placedPushes),
    attempts: createAttemptReader(pool),
    disputes: createDisputeRepository(database),
    notices: createNoticeRepository(pool),
    ledger: createLedger(pool),
    sessions: createSessionRepository(pool),
    merchants: {
      profile: (id) => profiles.read(id),
      profiles: (ids) => directory.profiles(ids),
      forget: (id) => profiles.forget(id),
    },
    countryOf: await openCountries(),
    profileAdmin: createProfileAdmin(database),
    processors,
    processorAccounts,
    secrets,
    vault,
    tokens,
    keyRing,
    outbox: {
      claim: (maxRows) => claimOutbox(pool, maxRows, clock.now()),
      replay: (room, afterSequence, limit) => replayPushes(pool, room, afterSequence, limit),
      sequence: (room) => roomSequence(pool, room),
      after: (cursors, limit) => pushesAfter(pool, cursors, limit),
      paymentsOf: (sessionIds, since) => paymentsOfSessions(pool, sessionIds, since),
      committed,
      recordable,
    },
    apiKeys,
    apiKeyVerifier: createApiKeyVerifier({
      store: apiKeys,
      hasher: keyHasher,
      clock,
      limiter: limiterOf('key_failures', { points: settings.limits.keyFailuresPerMinute, windowMs: MINUTE_MS }),
      onTouchFailure: (error) => log.warn({ error }, 'last use of a key not noted'),
    }),
    apiKeyAdmin: createApiKeyAdmin(database),
    passwordHasher,
    keyHasher,
    consoleUsers,
    consoleAuth: createConsoleAuth({
      store: consoleUsers,
      hasher: passwordHasher,
      issuer: tokens,
      verifier: tokens,
      clock,
      limiters: {
        network: limiterOf('sign_in_failures', {
          points: settings.limits.signInFailuresPerQuarterHour,
          windowMs: QUARTER_HOUR_MS,
        }),
        email: limiterOf('sign_in_email_failures', ACCOUNT_LOCK),
      },
      secondFactor: {
        factors: createSecondFactorStore(database),
        secrets: createSecondFactorSecrets(secrets, clock),
        issuer: `Fieldfare ${new URL(settings.origins.web).hostname}`,
        onWrongCode: ({ userId, ip, isLast }) => {
          telling.securityEvent('second_factor_failed', { user_id: userId, ip });
          if (!isLast) return;
          tellWrongCodes({ notifications, clock }, userId).catch((error: unknown) =>
            log.error({ user_id: userId, error }, 'wrong codes not told'),
          );
        },
      },
    }),
    handshakeLimiters: {
      ip: limiterOf('handshakes_ip', { points: settings.limits.handshakesPerMinutePerIp, windowMs: MINUTE_MS }),
      session: limiterOf('handshakes_session', {
        points: settings.limits.handshakesPerMinutePerSession,
        windowMs: MINUTE_MS,
      }),
      merchant: limiterOf('handshakes_merchant', {
        points: settings.limits.handshakesPerMinutePerMerchant,
        windowMs: MINUTE_MS,
      }),
    },
    requestLimiters: {
      ip: limiterOf('requests_ip', { points: settings.limits.requestsPerMinutePerIp, windowMs: MINUTE_MS }),
      key: limiterOf('requests_key', { points: settings.limits.requestsPerMinutePerKey, windowMs: MINUTE_MS }),
      merchant: limiterOf('requests_merchant', {
        points: settings.limits.requestsPerMinutePerMerchant,
        windowMs: MINUTE_MS,
      }),
    },
    messageTallies,
    notifications,
    placedPushes,
    placePush: createPlacePush((push) => pushToRoom(pool, push), placedPushes, clock),
    fonts: createFontStore(database),
    team: announceTeam(createTeamStore(database), placedPushes),
    teamInvitations: announceTeamInvitations(createTeamInvitationStore(database), placedPushes),
    auditLog,
    visits: createVisits(auditLog, clock),
    listMerchants: createMerchantList(database),
    broadcasts: createBroadcastStore(pool),
    customerAccounts: createCustomerAccountStore(database),
    own: createOwnStore(pool),
    fanOut,
    idempotency: createIdempotencyStore(pool),
    webhooks: composeWebhooks({ database, secrets, clock }),
    spendNonce: (kind, id, expiresAt) => spendNonce(pool, kind, id, expiresAt),
    sweepExpired: () => sweepExpired(pool, clock.now()),
    tendDays: async () =>
      (await keepLedgerDays(pool, DAYS_OF_AT_ONCE)) + (await forgetChangedDays(pool, DAYS_OF_AT_ONCE)),
    watch,
    healthChecks: [
      { name: 'database', isRequired: true, check: () => checkDatabase(database) },
      { name: 'key_ring', isRequired: true, check: () => checkKeyRing(keyRing) },
      ...(redis ? [{ name: 'redis', isRequired: false, check: () => checkRedis(redis) }] : []),
      { name: 'kms', isRequired: false, check: () => kms.health() },
      { name: 'processors', isRequired: false, check: () => checkProcessors(metrics) },
      ...(sandbox ? [{ name: 'sandbox_bank', isRequired: false, check: () => sandbox.health() }] : []),
    ],
    inFlight: createInFlight(),
  };
  return {
    deps,
    database,
    close: async () => {
      vault.close();
      await Promise.allSettled([
        passwordHasher.close(),
        keyHasher.close(),
        sandbox?.close(),
        fanOut.close(),
        database.close(),
      ]);
    },
  };
}

async function checkDatabase({ pool }: Database) {
  await pool.query('SELECT 1');
  return { isHealthy: true, detail: 'The database answers.' };
}

async function checkRedis({ client }: RedisClient) {
  return client.isReady
    ? { isHealthy: true, detail: 'Redis answers.' }
    : { isHealthy: false, detail: 'Redis does not answer. Payments go on; servers hear of each other by looking.' };
}
