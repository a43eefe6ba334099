import { resolve } from 'node:path';
import { StartError } from '../shared/start-error.ts';
import { productionProblems } from './production-problems.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What decides how Fieldfare runs, read from the environment once. */
export interface StartSettings {
  readonly isProduction: boolean;
  /** Absolute path. */
  readonly dataDir: string;
  /** Address that the servers listen on. */
  readonly host: string;
  readonly ports: { readonly web: number; readonly payments: number; readonly shop: number };
  readonly origins: { readonly web: string; readonly fields: string; readonly payments: string; readonly shop: string };
  /** Further pages that the demo merchant allows: the examples, the documentation's quick start. */
  readonly demoOrigins: readonly string[];
  /** The owner's URL of a PostgreSQL server of your own; null starts the embedded one. */
  readonly databaseUrl: string | null;
  /** Connections of your own for the running processes, where they are not to be derived. */
  readonly roleUrls: { readonly payments: string | null; readonly web: string | null; readonly sandbox: string | null };
  /** Null has one made and kept in the data folder. */
  readonly nextAuthSecret: string | null;
}

const HIGHEST_PORT = 65_535;

function readPort(given: Environment, name: string, standard: number): number {
  const text = given[name] ?? String(standard);
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT) return port;
  throw new StartError(`${name} is "${text}": set it to a port number from 1 to ${HIGHEST_PORT}.`);
}

function readOrigin(given: Environment, name: string, standard: string): string {
  const text = given[name] ?? standard;
  if (URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text)) return text;
  throw new StartError(`${name} is "${text}": set it to an origin such as ${standard}, without a path.`);
}

/** Several, separated by commas. */
function readOrigins(given: Environment, name: string, standard: string): string[] {
  const origins = (given[name] ?? standard).split(/[\s,]+/).filter(Boolean);
  return origins.map((origin) => readOrigin({ [name]: origin }, name, standard));
}

function refuseSharedPorts(ports: StartSettings['ports']): void {
  const names = new Map<number, string>();
  for (const [service, port] of Object.entries(ports)) {
    const name = `${service.toUpperCase()}_PORT`;
    const other = names.get(port);
    if (other) throw new StartError(`${other} and ${name} are both ${port}: set one of them to another port.`);
    names.set(port, name);
  }
}

/**
 * @param source the environment; an empty variable counts as unset
 * @param root the folder that a relative FIELDFARE_DATA_DIR starts from
 * @throws {StartError} that names the variable and says what to set
 */
export function readSettings(source: Environment, root: string): StartSettings {
  const given: Environment = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const environment = given['FIELDFARE_ENV'] ?? 'development';
  if (environment !== 'development' && environment !== 'production') {
    throw new StartError(`FIELDFARE_ENV is "${environment}": set it to development or production.`);
  }
  const ports = {
    web: readPort(given, 'WEB_PORT', 3000),
    payments: readPort(given, 'PAYMENTS_PORT', 3001),
    shop: readPort(given, 'SHOP_PORT', 3002),
  };
  refuseSharedPorts(ports);
  const problems = environment === 'production' ? productionProblems(given) : [];
  if (problems.length > 0) {
    const list = problems.map((problem) => `\n  ${problem}`).join('');
    throw new StartError(`FIELDFARE_ENV is production, which refuses every development default.${list}`);
  }
  return {
    isProduction: environment === 'production',
    dataDir: resolve(root, given['FIELDFARE_DATA_DIR'] ?? '.fieldfare'),
    host: given['HOST'] ?? '127.0.0.1',
    ports,
    origins: {
      web: readOrigin(given, 'WEB_ORIGIN', `http://localhost:${ports.web}`),
      fields: readOrigin(given, 'FIELDS_ORIGIN', `http://127.0.0.1:${ports.web}`),
      payments: readOrigin(given, 'PAYMENTS_ORIGIN', `http://localhost:${ports.payments}`),
      shop: readOrigin(given, 'SHOP_ORIGIN', `http://localhost:${ports.shop}`),
    },
    demoOrigins: readOrigins(given, 'DEMO_ORIGINS', 'http://localhost:4242'),
    databaseUrl: given['DATABASE_URL'] ?? null,
    roleUrls: {
      payments: given['PAYMENTS_DATABASE_URL'] ?? null,
      web: given['WEB_DATABASE_URL'] ?? null,
      sandbox: given['SANDBOX_DATABASE_URL'] ?? null,
    },
    nextAuthSecret: given['NEXTAUTH_SECRET'] ?? null,
  };
}
