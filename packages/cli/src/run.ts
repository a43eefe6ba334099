import { hostname, userInfo } from 'node:os';
import { connectDatabase } from '@fieldfare/db';
import type { Database } from '@fieldfare/db';
import { openKms } from '@fieldfare/vault';
import type { Kms } from '@fieldfare/vault';
import * as z from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import { COMMANDS } from './commands.ts';
import type { Context } from './context.ts';
import { assertMayOpenKeys } from './env/assert-may-open-keys.ts';
import { findApi } from './env/find-api.ts';
import type { CliSettings } from './env/settings.ts';
import { readSettings } from './env/read-settings.ts';
import { explainFailure } from './explain-failure.ts';
import { commandHelp, overview } from './help.ts';
import { findCommand, parseInput } from './parse-arguments.ts';

export type Io = Pick<Context, 'coreDumps' | 'clock' | 'wait' | 'signal' | 'out' | 'say' | 'readSecret'> & {
  env: Readonly<Record<string, string | undefined>>;
  /** The folder of Fieldfare. */
  root: string;
};

const FAILED = 1;
const MISUSED = 2;
const HELP = new Set(['--help', '-h', 'help']);
const VERSION = new Set(['--version', '-v', 'version']);

/** Runs one command and answers the exit code: 0 done, 1 failed, 2 not understood. Says on stderr what went wrong. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [first] = argv;
  if (first === undefined || (HELP.has(first) && argv.length === 1)) {
    io.out(overview(COMMANDS));
    return first === undefined ? MISUSED : 0;
  }
  if (VERSION.has(first) && argv.length === 1) {
    io.out(packageJson.version);
    return 0;
  }
  const found = findCommand(COMMANDS, argv);
  if (!found) {
    io.say(`fieldfare: there is no command "${argv.join(' ')}". ${begunWith(first)}"fieldfare --help" lists them.`);
    return MISUSED;
  }
  if (found.rest.some((argument) => HELP.has(argument))) {
    io.out(commandHelp(found.command));
    return 0;
  }
  const input = parseInput(found.command, found.rest);
  if (typeof input === 'string') {
    io.say(`fieldfare: ${input} "fieldfare ${found.command.name} --help" says more.`);
    return MISUSED;
  }
  const { context, close } = openContext(io);
  try {
    await found.command.execute(context, input);
    return 0;
  } catch (error) {
    io.say(`fieldfare: ${explainFailure(error, found.command)}`);
    return error instanceof z.ZodError ? MISUSED : FAILED;
  } finally {
    await close();
  }
}

/** The commands of a group, for whoever named no more than that. */
function begunWith(word: string): string {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${word} `)).map(({ name }) => `"${name}"`);
  return group.length === 0 ? '' : `There are ${group.join(', ')}. `;
}

function openContext({ env, root, ...io }: Io): { context: Context; close: () => Promise<void> } {
  let settings: Promise<CliSettings> | null = null;
  let database: Promise<Database> | null = null;
  let kms: Promise<Kms> | null = null;
  const context: Context = {
    ...io,
    actor: { type: 'system', id: null, name: `Operator ${userInfo().username} at ${hostname()}` },
    api: () => findApi(env, root),
    settings: () => (settings ??= readSettings(env, root)),
    database: () => (database ??= context.settings().then(connect)),
    kms: () => (kms ??= context.settings().then((chosen) => openChosenKms(chosen, io.coreDumps()))),
  };
  return {
    context,
    close: async () => {
      await (await database?.catch(() => null))?.close();
    },
  };
}

function connect({ databaseUrl }: CliSettings): Database {
  return connectDatabase({ url: databaseUrl, maxConnections: 4, applicationName: 'fieldfare-cli' });
}

function openChosenKms(settings: CliSettings, coreDumps: string | null): Promise<Kms> {
  assertMayOpenKeys(settings, coreDumps);
  const { kms, previousKms, isProduction } = settings;
  return openKms({ current: kms, previous: previousKms, isProduction, mayCreate: false });
}
