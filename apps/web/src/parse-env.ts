import { Origin } from '@fieldfare/protocol';
import * as z from 'zod';

export interface WebEnv {
  isProduction: boolean;
  webOrigin: string;
  fieldsOrigin: string;
  paymentsOrigin: string;
  /** The reading role's connection; null where only the console is served. */
  webDatabaseUrl: string | null;
  nextAuthSecret: string;
  /** Opens sessions for the documentation's playground; null where it has none to show. */
  playgroundKey: string | null;
  /** The folder of what was released; null where nothing but this build is served. */
  releasesDir: string | null;
  /** The demo shop, which the documentation's examples speak of. */
  shopOrigin: string;
}

const DEVELOPMENT_DEFAULTS = {
  WEB_ORIGIN: 'http://localhost:3000',
  FIELDS_ORIGIN: 'http://127.0.0.1:3000',
  PAYMENTS_ORIGIN: 'http://localhost:3001',
  NEXTAUTH_SECRET: 'for-development-only-never-in-production',
};

/** A page may hold it, and the playground pays nothing real: a secret key or one of live mode has no place here. */
const PLAYGROUND_PUBLISHABLE_KEY = z
  .string()
  .regex(/^pk_test_/, 'must be a publishable key of test mode, pk_test_…')
  .optional();

const SHOP_ORIGIN = Origin.default('http://localhost:3002');

const Development = z.object({
  RELEASES_DIR: z.string().optional(),
  PLAYGROUND_PUBLISHABLE_KEY,
  SHOP_ORIGIN,
  WEB_ORIGIN: Origin.default(DEVELOPMENT_DEFAULTS.WEB_ORIGIN),
  FIELDS_ORIGIN: Origin.default(DEVELOPMENT_DEFAULTS.FIELDS_ORIGIN),
  PAYMENTS_ORIGIN: Origin.default(DEVELOPMENT_DEFAULTS.PAYMENTS_ORIGIN),
  WEB_DATABASE_URL: z.string().min(1).optional(),
  NEXTAUTH_SECRET: z.string().min(1).default(DEVELOPMENT_DEFAULTS.NEXTAUTH_SECRET),
});

const secureOrigin = (example: string) =>
  z
    .string(`must be set, for instance to ${example}`)
    .pipe(Origin)
    .refine((origin) => origin.startsWith('https://'), 'must begin with https:// in production');

const Production = z
  .object({
    RELEASES_DIR: z.string('must be set to the folder of released SDK versions, releases/ of the source'),
    PLAYGROUND_PUBLISHABLE_KEY,
    SHOP_ORIGIN,
    WEB_ORIGIN: secureOrigin('https://console.example.com'),
    FIELDS_ORIGIN: secureOrigin('https://fields.example.com'),
    PAYMENTS_ORIGIN: secureOrigin('https://payments.example.com'),
    WEB_DATABASE_URL: z.string('must be set to the reading role of the database, postgresql://…').min(1),
    NEXTAUTH_SECRET: z
      .string('must be set to at least 32 random characters, for instance from `openssl rand -base64 32`')
      .min(32, 'must have at least 32 characters, for instance from `openssl rand -base64 32`')
      .refine(
        (secret) => secret !== DEVELOPMENT_DEFAULTS.NEXTAUTH_SECRET,
        'is the development default; set one of your own',
      ),
  })
  .refine((env) => env.FIELDS_ORIGIN !== env.WEB_ORIGIN, {
    path: ['FIELDS_ORIGIN'],
    message: 'must differ from WEB_ORIGIN: the console must not share an origin with card fields',
  });

const Kind = z.enum(['development', 'production']).default('development');

/** Reads the web app's settings. Throws one Error whose lines say, variable by variable, what to set. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): WebEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const kind = Kind.safeParse(given['FIELDFARE_ENV']);
  if (!kind.success) throw new Error('FIELDFARE_ENV must be development or production');
  const parsed = (kind.data === 'production' ? Production : Development).safeParse(given);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  }
  return {
    isProduction: kind.data === 'production',
    webOrigin: parsed.data.WEB_ORIGIN,
    fieldsOrigin: parsed.data.FIELDS_ORIGIN,
    paymentsOrigin: parsed.data.PAYMENTS_ORIGIN,
    webDatabaseUrl: parsed.data.WEB_DATABASE_URL ?? null,
    nextAuthSecret: parsed.data.NEXTAUTH_SECRET,
    releasesDir: parsed.data.RELEASES_DIR ?? null,
    shopOrigin: parsed.data.SHOP_ORIGIN,
    playgroundKey: parsed.data.PLAYGROUND_PUBLISHABLE_KEY ?? null,
  };
}
