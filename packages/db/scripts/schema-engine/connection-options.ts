import type { PoolConfig } from 'pg';

/**
 * A connection URL as separate options. The adapter opens its shadow database with `{ ...options, database: shadow }`, and pg lets a
 * connection string win over `database`: with a string, migrations would replay against the real database.
 */
export function connectionOptions(url: string): PoolConfig {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const sslMode = searchParams.get('sslmode');
  return {
    host: searchParams.get('host') ?? (decodeURIComponent(hostname) || 'localhost'),
    port: Number(port || 5432),
    database: decodeURIComponent(pathname.slice(1)),
    ...(username && { user: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(sslMode && sslMode !== 'disable' && { ssl: { rejectUnauthorized: sslMode !== 'require' } }),
  };
}
