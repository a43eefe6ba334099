import { bindMigrationAwareSqlAdapterFactory, type ErrorRegistry } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { connectionOptions } from './connection-options.ts';
import { MigrationAdapter } from './migration-adapter.ts';
import type { RpcInvocation } from './parse-arguments.ts';

export interface LoadedEngine {
  readonly engine: SchemaEngine;
  /** Holds the JavaScript errors that the engine knows by number only. */
  readonly errors: ErrorRegistry;
}

// Comparing two schema files opens no connection, but the engine wants an adapter to exist.
const NO_DATABASE = 'postgresql://localhost:1/none';

/** Starts the WebAssembly engine on the database and schema files of an invocation. */
export async function loadEngine({ url, datamodels }: RpcInvocation): Promise<LoadedEngine> {
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(connectionOptions(url ?? NO_DATABASE)));
  const options = { datamodels: datamodels.length > 0 ? datamodels : undefined };
  const engine = await SchemaEngine.new(options, () => {}, factory);
  return { engine, errors: factory.errorRegistry };
}
