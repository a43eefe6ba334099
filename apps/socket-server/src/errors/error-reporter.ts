/** Something of ours that failed, as the log says it: allowed fields only, scrubbed. */
export interface ErrorReport {
  level: 'error' | 'fatal';
  /** A constant text of ours. */
  message: string;
  fields: Readonly<Record<string, unknown>>;
}

/** Where failures are reported to, beside the log. Reporting never fails and never delays what it reports. */
export interface ErrorReporter {
  report(report: ErrorReport): void;
  /** Sends what is left. */
  close(): Promise<void>;
}
