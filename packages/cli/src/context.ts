import type { Clock } from '@fieldfare/payments';
import type { Database } from '@fieldfare/db';
import type { Kms, VaultActor } from '@fieldfare/vault';
import type { ApiTarget } from './env/find-api.ts';
import type { CliSettings } from './env/settings.ts';

/** What a command is given. Connections are opened when they are first asked for, and closed when the command is over. */
export interface Context {
  settings(): Promise<CliSettings>;
  /** The payment server, for commands that ask it as a merchant's program would. */
  api(): Promise<ApiTarget>;
  database(): Promise<Database>;
  /** Opens also what a previous KMS key wrapped, where one is set. */
  kms(): Promise<Kms>;
  /** What is wrong with the core dumps of this process, which would hold cards and keys; null where nothing is. */
  coreDumps(): string | null;
  clock: Clock;
  wait: (ms: number) => Promise<unknown>;
  /** Raised by Ctrl-C. */
  signal: AbortSignal;
  /** Who the audit log names for what is done without signing in. */
  actor: VaultActor;
  /** A line of the result, on stdout. */
  out(line: string): void;
  /** A line about what is going on, on stderr. */
  say(line: string): void;
  /** The next line of stdin; asked for without echo where a person sits there. Throws where there is none. */
  readSecret(prompt: string): Promise<string>;
}
