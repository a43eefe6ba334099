import type { LogFields, Log } from '../logging/logger.ts';
import type { Metrics } from '../metrics/create-metrics.ts';

/** Counts and logs what an operator should watch: `type` says what happened, the fields to whom. Never a token, a key or a payload. */
export function noteSecurityEvent(
  { metrics, log }: { metrics: Metrics; log: Log },
  type: string,
  fields: Omit<LogFields, 'detail' | 'error'>,
): void {
  metrics.securityEvents.inc({ type });
  log.warn({ ...fields, detail: type }, 'security event');
}
