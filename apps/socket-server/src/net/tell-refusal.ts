import type { Deps } from '../deps.ts';
import type { LogFields } from '../logging/logger.ts';
import { noteSecurityEvent } from './note-security-event.ts';
import type { ConnectionTraffic } from './traffic.ts';

interface Told {
  traffic: Pick<ConnectionTraffic, 'tell'>;
}

/** Logs what a connection was refused, as long as its address and its merchant have not filled the log with such lines; the metrics count them all. */
export function tellRefusal({ log }: Pick<Deps, 'log'>, { traffic }: Told, fields: LogFields, message: string): void {
  const telling = traffic.tell();
  if (telling === 'no') return;
  log.info(fields, telling === 'last' ? `${message}; more may follow that are counted and not told` : message);
}

/** Notes a security event that a connection can cause as often as it likes: counted always, logged as refusals are. */
export function noteSecurityEventOf(
  deps: Pick<Deps, 'log' | 'metrics'>,
  { traffic }: Told,
  type: string,
  fields: Parameters<typeof noteSecurityEvent>[2],
): void {
  if (traffic.tell() === 'no') deps.metrics.securityEvents.inc({ type });
  else noteSecurityEvent(deps, type, fields);
}
