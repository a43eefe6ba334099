import { SeverityNumber } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import type { ErrorDescription } from '../logging/describe-error.ts';
import type { ErrorReporter } from './error-reporter.ts';

export interface OtlpOptions {
  /** The collector's endpoint for logs, such as https://collector.example/v1/logs. */
  url: string;
  /** Sent as the header of that name. */
  authorization: string | null;
}

const SEVERITY = { error: SeverityNumber.ERROR, fatal: SeverityNumber.FATAL };

/** Reports by OpenTelemetry's protocol over HTTP, which most error trackers take: log records with the conventional exception attributes. */
export function createOtlpErrorReporter({ url, authorization }: OtlpOptions): ErrorReporter {
  const exporter = new OTLPLogExporter({ url, ...(authorization === null ? {} : { headers: { authorization } }) });
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'fieldfare-payments' }),
    processors: [new BatchLogRecordProcessor({ exporter })],
  });
  const logger = provider.getLogger('fieldfare');
  return {
    report: ({ level, message, fields: { error, ...fields } }) => {
      logger.emit({
        severityNumber: SEVERITY[level],
        severityText: level.toUpperCase(),
        body: message,
        attributes: { ...plainOf(fields), ...exceptionOf(error as ErrorDescription | undefined) },
      });
    },
    close: () => provider.shutdown(),
  };
}

function plainOf(fields: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const plain = Object.entries(fields).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(plain.map(([name, value]) => [`fieldfare.${name}`, value]));
}

function exceptionOf(error: ErrorDescription | undefined): Record<string, string> {
  if (!error) return {};
  const causes: string[] = [];
  for (let cause = error.cause; cause; cause = cause.cause) causes.push(`caused by ${cause.name}: ${cause.message}`);
  return {
    'exception.type': error.name,
    'exception.message': error.message,
    'exception.stacktrace': [...(error.stack ?? []), ...causes].join('\n'),
  };
}
