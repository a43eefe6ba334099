import type pg from 'pg';

export interface QueryObservation {
  operation: string;
  /** The table or function that the statement begins with. */
  table: string;
  durationMs: number;
  isFailed: boolean;
}

const MAX_KNOWN = 1_000;

/** Tells of every statement that the pool's connections send: those of the repositories and those of Prisma. */
export function observeQueries(pool: pg.Pool, observe: (observation: QueryObservation) => void): void {
  const describe = createDescriber();
  pool.on('connect', (client) => {
    const send: (...args: unknown[]) => unknown = client.query.bind(client);
    const observed = (...args: unknown[]): unknown => {
      const startedAt = performance.now();
      const { operation, table } = describe(textOf(args[0]));
      const end = (isFailed: boolean) =>
        observe({ operation, table, durationMs: performance.now() - startedAt, isFailed });
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        const told = (error: unknown, result: unknown) => {
          end(Boolean(error));
          callback(error, result);
        };
        return send(...args.slice(0, -1), told);
      }
      const answer = send(...args);
      if (answer instanceof Promise) {
        answer.then(
          () => end(false),
          () => end(true),
        );
      }
      return answer;
    };
    Object.assign(client, { query: observed });
  });
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  const text = typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : undefined;
  return typeof text === 'string' ? text : '';
}

/** Our statements are a fixed set of texts, so that each is looked at once. */
function createDescriber(): (text: string) => { operation: string; table: string } {
  const known = new Map<string, { operation: string; table: string }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const description = describeStatement(text);
    if (known.size < MAX_KNOWN) known.set(text, description);
    return description;
  };
}

/** `select` / `payments` and the like: words of the statement, never values, which are parameters. */
export function describeStatement(text: string): { operation: string; table: string } {
  const [, verb = 'other'] =
    /\b(select|insert|update|delete|begin|commit|rollback|set|listen|copy|explain)\b/i.exec(text) ?? [];
  const operation = /^\s*with\b/i.test(text) ? (/\b(insert|update|delete)\b/i.exec(text)?.[1] ?? verb) : verb;
  const [, table = ''] = /\b(?:into|update|from)\s+\(*(?:select .*? from )?(?:"?\w+"?\.)?"?(\w+)/i.exec(text) ?? [];
  return { operation: operation.toLowerCase(), table: table.toLowerCase() };
}
