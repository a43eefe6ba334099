import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { QueryArrayConfig, QueryArrayResult } from 'pg';
import type { PgAdapter } from './migration-adapter.ts';

const INTERNAL_CHAR_OID = 18;
const TEXT_OID = 25;

type RunQuery = (query: QueryArrayConfig | string) => Promise<QueryArrayResult>;

/**
 * Teaches an adapter pg_catalog's internal type "char", which the engine reads while it describes a schema. The adapter refuses the type;
 * the engine in turn takes a constraint's kind, of which PostgreSQL 18 has one more, as a character and not as text.
 */
export function describeInternalChars(adapter: PgAdapter): void {
  const pool = adapter.underlyingDriver();
  const runQuery = pool.query.bind(pool) as RunQuery;
  const queryRaw = adapter.queryRaw.bind(adapter);
  // Which columns are of the type follows from a statement's text alone.
  const charColumns = new Map<string, Set<number>>();

  const query: RunQuery = async (config) => {
    const result = await runQuery(config);
    if (typeof config === 'string') return result;
    const isChar = (oid: number) => oid === INTERNAL_CHAR_OID;
    charColumns.set(
      config.text,
      new Set(result.fields.flatMap(({ dataTypeID }, index) => (isChar(dataTypeID) ? [index] : []))),
    );
    result.fields = result.fields.map((field) =>
      isChar(field.dataTypeID) ? { ...field, dataTypeID: TEXT_OID } : field,
    );
    return result;
  };
  Object.assign(pool, { query });

  adapter.queryRaw = async (statement) => {
    const result = await queryRaw(statement);
    const chars = charColumns.get(statement.sql);
    const columnTypes = result.columnTypes.map((type, index) => (chars?.has(index) ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
}
