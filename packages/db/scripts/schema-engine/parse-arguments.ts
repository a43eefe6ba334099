import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';

export const DATABASE_COMMANDS = ['can-connect-to-database', 'create-database', 'drop-database'] as const;
export type DatabaseCommand = (typeof DATABASE_COMMANDS)[number];

export interface RpcInvocation {
  readonly kind: 'rpc';
  /** Pairs of path and content. */
  readonly datamodels: [string, string][];
  readonly url: string | null;
}

export type Invocation =
  | { readonly kind: 'version' }
  | { readonly kind: 'database-command'; readonly command: DatabaseCommand; readonly url: string }
  | RpcInvocation;

const Datasource = z.object({ url: z.string().optional() });

/** Reads the arguments that Prisma gives its schema engine. */
export function parseArguments(argv: string[]): Invocation {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    strict: false,
    options: {
      version: { type: 'boolean' },
      datamodels: { type: 'string', multiple: true },
      datasource: { type: 'string' },
      // Named so that their values are not taken for commands.
      'enabled-preview-features': { type: 'string' },
      'extension-types': { type: 'string' },
    },
  });
  if (values.version) return { kind: 'version' };

  const url = Datasource.parse(JSON.parse(String(values.datasource ?? '{}'))).url || null;
  if (positionals[0] === 'cli') {
    const command = z.enum(DATABASE_COMMANDS).parse(positionals[1]);
    return { kind: 'database-command', command, url: z.string().parse(url) };
  }
  const paths = (values.datamodels ?? []).map(String);
  return { kind: 'rpc', url, datamodels: paths.map((path) => [path, readFileSync(path, 'utf8')]) };
}
