import type { CleanUp } from './clean-up.ts';
import type { BenchOptions } from './parse-options.ts';

export interface BenchContext {
  options: BenchOptions;
  cleanUp: CleanUp;
  /** Says what is going on, on stderr, so that stdout holds the tables alone. */
  say: (line: string) => void;
}

export interface Table {
  title: string;
  header: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Report extends Table {
  /** Tables beside the one that compares. */
  details?: readonly Table[];
  /** What was measured against what, and where the numbers come from. */
  notes: readonly string[];
}

/** Measures us and the limit in one run. Throws only where it could not run; no figure is an error. */
export type Benchmark = (context: BenchContext) => Promise<Report>;
