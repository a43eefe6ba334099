import type { DiffParams, GetDatabaseVersionInput, ResetInput, SchemaEngine } from '@prisma/schema-engine-wasm';

// Methods whose parameters and results are the native engine's own.
const SAME_AS_NATIVE = new Set<string>([
  'applyMigrations',
  'createMigration',
  'dbExecute',
  'devDiagnostic',
  'diagnoseMigrationHistory',
  'ensureConnectionValidity',
  'evaluateDataLoss',
  'introspect',
  'introspectSql',
  'markMigrationApplied',
  'markMigrationRolledBack',
  'schemaPush',
] satisfies (keyof SchemaEngine)[]);

/**
 * Calls one method of the engine, given the parameters as they came from Prisma.
 *
 * @param print shows text to the person who runs Prisma
 */
export async function callEngine(
  engine: SchemaEngine,
  method: string,
  params: unknown,
  print: (text: string) => void,
): Promise<unknown> {
  switch (method) {
    case 'diff': {
      const { exitCode, stdout } = await engine.diff(params as DiffParams);
      if (stdout !== null) print(stdout);
      return { exitCode, stdout: null };
    }
    case 'getDatabaseVersion':
      return engine.version(params as GetDatabaseVersionInput);
    case 'reset':
      await engine.reset({ filter: { externalTables: [], externalEnums: [] }, ...(params as Partial<ResetInput>) });
      return {};
    default: {
      if (!SAME_AS_NATIVE.has(method)) throw new Error(`the schema engine has no method ${method}`);
      return (await Reflect.apply(Reflect.get(engine, method), engine, [params])) ?? {};
    }
  }
}
