import { join } from 'node:path';
import type { DatabaseUrls } from './database.ts';
import { SUPERVISED_VARIABLE } from './leftover-processes.ts';
import type { Environment, StartSettings } from './settings.ts';
import { ROOT, toolPath } from '../shared/root.ts';

export interface ServiceEnvInput {
  readonly settings: StartSettings;
  readonly environment: Environment;
  readonly database: DatabaseUrls;
  readonly nextAuthSecret: string;
  /** The shop's own key, as a merchant has one; null where there is no shop. */
  readonly shopSecretKey: string | null;
  /** Opens sessions for the documentation's playground; null where there is no demo. */
  readonly playgroundKey: string | null;
}

type Env = Record<string, string>;

export interface ServiceEnvs {
  readonly web: Env;
  readonly payments: Env;
  readonly shop: Env;
}

// What any program needs of the machine it runs on.
const OF_THE_MACHINE = [
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
];
// Secrets that the payment server has no use for.
const NOT_FOR_PAYMENTS = /^(DATABASE_URL|WEB_DATABASE_URL|NEXTAUTH_SECRET|NEXTAUTH_URL|FIELDFARE_SECRET_KEY)$|^npm_/;

/** What every process is told, and nothing that is secret. */
export function baseEnv({ settings, environment }: Pick<ServiceEnvInput, 'settings' | 'environment'>): Env {
  const machine = OF_THE_MACHINE.flatMap((name) =>
    environment[name] === undefined ? [] : [[name, environment[name]]],
  );
  return {
    ...Object.fromEntries(machine),
    PATH: toolPath(),
    FIELDFARE_ENV: settings.isProduction ? 'production' : 'development',
    FIELDFARE_DATA_DIR: settings.dataDir,
    HOST: settings.host,
    WEB_ORIGIN: settings.origins.web,
    FIELDS_ORIGIN: settings.origins.fields,
    PAYMENTS_ORIGIN: settings.origins.payments,
    SHOP_ORIGIN: settings.origins.shop,
    DEMO_ORIGINS: settings.demoOrigins.join(','),
    WEB_PORT: String(settings.ports.web),
    PAYMENTS_PORT: String(settings.ports.payments),
    SHOP_PORT: String(settings.ports.shop),
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    [SUPERVISED_VARIABLE]: settings.dataDir,
  };
}

/**
 * The environment of each process: what it needs and no more. The web app gets neither the payment server's connection nor a key, and
 * the shop only what a merchant has.
 */
export function serviceEnvs(input: ServiceEnvInput): ServiceEnvs {
  const { settings, environment, database, nextAuthSecret, shopSecretKey, playgroundKey } = input;
  const base = baseEnv(input);
  const node = { NODE_ENV: 'production' };
  const passedOn = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && !NOT_FOR_PAYMENTS.test(name),
  ) as [string, string][];
  return {
    web: {
      ...base,
      ...node,
      PORT: String(settings.ports.web),
      WEB_DATABASE_URL: database.web,
      NEXTAUTH_SECRET: nextAuthSecret,
      NEXTAUTH_URL: settings.origins.web,
      RELEASES_DIR: environment['RELEASES_DIR'] || join(ROOT, 'releases'),
      // Public by its nature, as it would stand in a page.
      ...((playgroundKey ?? environment['PLAYGROUND_PUBLISHABLE_KEY']) && {
        PLAYGROUND_PUBLISHABLE_KEY: playgroundKey ?? environment['PLAYGROUND_PUBLISHABLE_KEY'] ?? '',
      }),
    },
    payments: {
      // Its limits, key provider and the like are its own business.
      ...Object.fromEntries(passedOn),
      ...base,
      ...node,
      PAYMENTS_DATABASE_URL: database.payments,
      ...(!settings.isProduction && { SANDBOX_DATABASE_URL: database.sandbox }),
    },
    shop: { ...base, ...node, ...(shopSecretKey && { FIELDFARE_SECRET_KEY: shopSecretKey }) },
  };
}
