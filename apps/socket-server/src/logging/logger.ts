import { pino } from 'pino';
import type { Level, LoggerOptions } from 'pino';
import type { ErrorReporter } from '../errors/error-reporter.ts';
import { describeError } from './describe-error.ts';
import { standardOutput } from './standard-output.ts';
import type { LogOutput } from './standard-output.ts';

/** The only fields that a log line may carry. Anything else is left out, so that forgetting to redact cannot leak. */
export interface LogFields {
  request_id?: string;
  /** Of the request's Idempotency-Key: audit rows name the request by it. */
  claim_id?: string;
  method?: string;
  /** The route's pattern, never the path that was asked for. */
  route?: string;
  status?: number;
  duration_ms?: number;
  event?: string;
  namespace?: string;
  outcome?: string;
  code?: string;
  detail?: string;
  reason?: string;
  ip?: string;
  actor?: string;
  merchant_id?: string;
  key_id?: string;
  user_id?: string;
  session_id?: string;
  payment_id?: string;
  payment_status?: string;
  attempt_id?: string;
  processor?: string;
  account_id?: string;
  keeping_id?: string;
  job?: string;
  count?: number;
  address?: string;
  signal?: string;
  /** That lines of this kind follow which are left out. */
  more?: string;
  error?: unknown;
}

const ALLOWED: ReadonlySet<string> = new Set([
  'request_id',
  'claim_id',
  'method',
  'route',
  'status',
  'duration_ms',
  'event',
  'namespace',
  'outcome',
  'code',
  'detail',
  'reason',
  'ip',
  'actor',
  'merchant_id',
  'key_id',
  'user_id',
  'session_id',
  'payment_id',
  'payment_status',
  'attempt_id',
  'processor',
  'account_id',
  'keeping_id',
  'job',
  'count',
  'address',
  'signal',
  'more',
] satisfies (keyof LogFields)[]);

export type Log = Record<Level, (fields: LogFields, message: string) => void>;

/**
 * A structured log that writes the allowed fields and nothing else. Messages are constant texts of ours. Failures are written out before
 * anything else happens, and go to the reporter too, where there is one, as they were written.
 */
export function createLog(
  level: LoggerOptions['level'],
  output: LogOutput = standardOutput(),
  reporter?: ErrorReporter,
): Log {
  const options: LoggerOptions = {
    level: level ?? 'info',
    base: { service: 'payments' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  const out = pino(options, output);
  const at = (name: Level) => (fields: LogFields, message: string) => out[name](allowed(fields), message);
  const reported = (name: 'error' | 'fatal') => (fields: LogFields, message: string) => {
    const kept = allowed(fields);
    out[name](kept, message);
    output.flushSync?.();
    reporter?.report({ level: name, message, fields: kept });
  };
  return {
    fatal: reported('fatal'),
    error: reported('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    trace: at('trace'),
  };
}

function allowed(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const isPlain = typeof value === 'string' || typeof value === 'number';
    if (isPlain && ALLOWED.has(name)) kept[name] = value;
  }
  if (fields.error !== undefined) kept['error'] = describeError(fields.error);
  return kept;
}
