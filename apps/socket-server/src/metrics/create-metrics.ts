import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { createMessageMetrics } from './message-metrics.ts';
import { createProcessorCircuits } from './processor-circuits.ts';

const FAST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = ReturnType<typeof createMetrics>;

/** Every series of the payment server, in a registry of its own. Labels are route patterns, event names and codes: never ids. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const lateAuthorizations = new Counter({
    name: 'fieldfare_late_authorizations_total',
    help: 'Authorizations that came to light after their payment was declined: found, released, or refused to be released',
    labelNames: ['outcome'],
    registers,
  });
  // An alert upon a rise sees none where the series begins with its first failure.
  lateAuthorizations.inc({ outcome: 'failed' }, 0);
  return {
    registry,
    lateAuthorizations,
    httpRequestDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer an HTTP request',
      labelNames: ['method', 'route', 'status'],
      buckets: FAST_BUCKETS,
      registers,
    }),
    httpRequests: new Counter({
      name: 'http_requests_total',
      help: 'HTTP requests answered',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    socketConnections: new Gauge({
      name: 'socket_connections',
      help: 'Authenticated sockets that are open',
      labelNames: ['namespace'],
      registers,
    }),
    socketHandshakes: new Counter({
      name: 'socket_handshakes_total',
      help: 'Handshakes by their outcome: accepted, or the detail of the refusal',
      labelNames: ['namespace', 'outcome'],
      registers,
    }),
    socketMessages: createMessageMetrics(registry, FAST_BUCKETS),
    socketLimitsHit: new Counter({
      name: 'socket_limits_hit_total',
      help: 'Messages and connections that a limit refused or ended',
      labelNames: ['limit'],
      registers,
    }),
    limiterFallbacks: new Counter({
      name: 'limiter_fallbacks_total',
      help: 'Attempts that a limiter counted by itself because Redis did not answer',
      labelNames: ['limiter'],
      registers,
    }),
    payments: new Counter({
      name: 'payments_total',
      help: 'Moves of payments into a status',
      labelNames: ['status', 'mode'],
      registers,
    }),
    paymentVerifications: new Counter({
      name: 'payment_verification_total',
      help: 'What became of asking for a payment before the bank is asked: success, failure, expired or replay',
      labelNames: ['status'],
      registers,
    }),
    paymentVerificationDuration: new Histogram({
      name: 'payment_verification_duration_seconds',
      help: 'Time until a payment’s challenge was checked and its card lay open, or it was refused',
      buckets: FAST_BUCKETS,
      registers,
    }),
    paymentAmount: new Counter({
      name: 'payment_amount_total',
      help: 'Authorized amount in minor units',
      labelNames: ['currency', 'mode'],
      registers,
    }),
    outboxLag: new Histogram({
      name: 'outbox_lag_seconds',
      help: 'From the commit of a fact to its telling',
      buckets: FAST_BUCKETS,
      registers,
    }),
    outboxTold: new Counter({ name: 'outbox_told_total', help: 'Facts told by the relay', registers }),
    adapterLag: new Histogram({
      name: 'socket_adapter_lag_seconds',
      help: 'From one payment server saying that there is news to another hearing it',
      buckets: FAST_BUCKETS,
      registers,
    }),
    socketResumes: new Counter({
      name: 'socket_resumes_total',
      help: 'Connections that took up where an earlier one ended: complete, or refused (no proof, an ended session, too late to be told what was missed)',
      labelNames: ['namespace', 'outcome'],
      registers,
    }),
    redisUp: new Gauge({
      name: 'redis_up',
      help: '1 while Redis answers, 0 while this server goes on without it; not set where none is configured',
      registers,
    }),
    redisOperationDuration: new Histogram({
      name: 'redis_operation_duration_seconds',
      help: 'Time until Redis counted an attempt or a request for a limit, or failed to. Nothing is cached there, so that it has no hits and misses',
      labelNames: ['operation'],
      buckets: FAST_BUCKETS,
      registers,
    }),
    jobRuns: new Counter({
      name: 'job_runs_total',
      help: 'Runs of background jobs',
      labelNames: ['job', 'outcome'],
      registers,
    }),
    reconciledAttempts: new Counter({
      name: 'reconciled_attempts_total',
      help: 'Attempts in doubt that reconciliation looked up, and those whose outcome it found',
      labelNames: ['result'],
      registers,
    }),
    rateLimitExceeded: new Counter({
      name: 'rate_limit_exceeded_total',
      help: 'Requests refused for being too many, by what they were counted under',
      labelNames: ['limit'],
      registers,
    }),
    databaseQueries: new Counter({
      name: 'database_query_total',
      help: 'Statements sent to the database',
      labelNames: ['operation', 'table', 'outcome'],
      registers,
    }),
    databaseQueryDuration: new Histogram({
      name: 'database_query_duration_seconds',
      help: 'Time until the database answered a statement',
      labelNames: ['operation', 'table'],
      buckets: FAST_BUCKETS,
      registers,
    }),
    eventsRecorded: new Counter({ name: 'events_recorded_total', help: 'Facts that became events', registers }),
    webhookDelay: new Histogram({
      name: 'webhook_first_attempt_seconds',
      help: 'From the commit of a fact to the first attempt to deliver it',
      buckets: FAST_BUCKETS,
      registers,
    }),
    webhookAttempts: new Counter({
      name: 'webhook_attempts_total',
      help: 'Attempts to deliver by their outcome: succeeded, the class of the status, or why nothing was answered',
      labelNames: ['outcome'],
      registers,
    }),
    webhookEndpointsDisabled: new Counter({
      name: 'webhook_endpoints_disabled_total',
      help: 'Endpoints that were disabled because they fail or are gone',
      labelNames: ['reason'],
      registers,
    }),
    processorRefusals: new Counter({
      name: 'fieldfare_processor_refusals_total',
      help: 'Requests that a processor refused for no card of a shopper: credentials, permissions, rate',
      labelNames: ['processor', 'code'],
      registers,
    }),
    cardKeepings: new Counter({
      name: 'fieldfare_card_keepings_total',
      help: 'Saved cards that processors were asked to keep or to forget: kept, refused, detached, left there for good, or to be asked again later',
      labelNames: ['processor', 'outcome'],
      registers,
    }),
    processorWebhooks: new Counter({
      name: 'fieldfare_processor_webhooks_total',
      help: 'Webhooks of merchants’ processors: read, or refused as forged, unverifiable or unreachable',
      labelNames: ['processor', 'outcome'],
      registers,
    }),
    processorCircuits: createProcessorCircuits(registry),
    securityEvents: new Counter({
      name: 'fieldfare_security_events_total',
      help: 'Refusals and unusual patterns that an operator should watch',
      labelNames: ['type'],
      registers,
    }),
  };
}
