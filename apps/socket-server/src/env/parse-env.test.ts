import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EnvError } from './env-error.ts';
import { parseEnv } from './parse-env.ts';

const DATABASE = { PAYMENTS_DATABASE_URL: 'postgresql://fieldfare_payments@127.0.0.1/fieldfare' };
const PRODUCTION = {
  ...DATABASE,
  FIELDFARE_ENV: 'production',
  FIELDFARE_DATA_DIR: '/var/lib/fieldfare',
  PAYMENTS_ORIGIN: 'https://pay.example',
  WEB_ORIGIN: 'https://console.example',
  FIELDS_ORIGIN: 'https://fields.example',
  KMS_KEY_FILE: '/etc/fieldfare/kms.key',
  METRICS_TOKEN: 'sixteen-characters-long',
};

const problemsOf = (source: Record<string, string | undefined>, coreDumps: string | null = null): readonly string[] => {
  try {
    parseEnv(source, () => coreDumps);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
};

it('makes a development server from a database URL alone', () => {
  const settings = parseEnv(DATABASE);
  expect(settings).toMatchObject({
    isProduction: false,
    http: { host: '127.0.0.1', port: 3001, trustedProxies: [] },
    kms: { provider: 'local', keyFile: '.fieldfare/keys/local-kms.key' },
    limits: { pendingSocketsPerIp: 10, fieldsSocketsPerIp: 200, messagesPerMinute: 60 },
  });
});

it('says which variable is missing', () => {
  expect(problemsOf({})).toEqual([expect.stringMatching(/^PAYMENTS_DATABASE_URL is not set/)]);
});

it('takes an empty variable for an unset one', () => {
  expect(parseEnv({ ...DATABASE, PAYMENTS_PORT: '' }).http.port).toBe(3001);
});

it('refuses an origin with a path', () => {
  expect(problemsOf({ ...DATABASE, WEB_ORIGIN: 'http://localhost:3000/' })).toEqual([
    expect.stringMatching(/^WEB_ORIGIN: must be an origin/),
  ]);
});

it.each(['10.0.0.0/', '10.0.0.0/33', '10.0.0.0/8/8', 'nginx'])(
  'refuses the proxy %s: half a subnet would be the whole internet',
  (proxy) => {
    expect(problemsOf({ ...DATABASE, TRUSTED_PROXIES: `::1, ${proxy}` })).toEqual([
      expect.stringMatching(/^TRUSTED_PROXIES.*must be an IP address, or a subnet/),
    ]);
  },
);

it.each(['0.0.0.0/0', '10.0.0.0/0', '::/0'])(
  'refuses %s for a proxy: every client could claim any address',
  (proxy) => {
    expect(problemsOf({ ...DATABASE, TRUSTED_PROXIES: proxy })).toEqual([
      expect.stringMatching(/^TRUSTED_PROXIES.*must not be every address/),
    ]);
  },
);

it('runs in production when nothing is left to a default', () => {
  expect(parseEnv(PRODUCTION, () => null).isProduction).toBe(true);
});

it.each(['PAYMENTS_ORIGIN', 'WEB_ORIGIN', 'FIELDS_ORIGIN', 'KMS_KEY_FILE', 'METRICS_TOKEN', 'FIELDFARE_DATA_DIR'])(
  'refuses production without %s',
  (name) => {
    expect(problemsOf({ ...PRODUCTION, [name]: undefined })).toEqual([expect.stringMatching(`^${name} is not set`)]);
  },
);

it('refuses production where fields and console share an origin', () => {
  expect(problemsOf({ ...PRODUCTION, FIELDS_ORIGIN: PRODUCTION.WEB_ORIGIN })).toEqual([
    expect.stringMatching(/^FIELDS_ORIGIN: must differ/),
  ]);
});

it('wants the key of AWS KMS where that is the provider, and then no key file', () => {
  const aws = { ...PRODUCTION, KMS_KEY_FILE: undefined, KMS_PROVIDER: 'aws' };
  expect(problemsOf(aws)).toEqual([expect.stringMatching(/^AWS_KMS_KEY_ID is not set/)]);
  expect(
    parseEnv({ ...aws, AWS_KMS_KEY_ID: 'alias/fieldfare', AWS_KMS_ROOT_KEY_IDS: 'root-2, root-1' }, () => null).kms,
  ).toEqual({
    provider: 'aws',
    rootKeyIds: ['root-2', 'root-1'],
    keyId: 'alias/fieldfare',
    endpoint: null,
  });
});

it('refuses production where a core dump would hold cards, and looks at none in development', () => {
  expect(problemsOf(PRODUCTION, 'core dumps are enabled')).toEqual(['core dumps are enabled']);
  expect(problemsOf(DATABASE, 'core dumps are enabled')).toEqual([]);
});

it.runIf(process.platform === 'linux')(
  'leaves the memory of a production server out of its cores, and no other',
  () => {
    const filter = () => readFileSync('/proc/self/coredump_filter', 'utf8').trim();
    const before = filter();
    expect(before).not.toBe('00000000');
    try {
      parseEnv(DATABASE);
      expect(filter()).toBe(before);
      // Whether this machine lets a core be written to a file is another matter.
      expect(() => parseEnv(PRODUCTION)).not.toThrow(/coredump_filter/);
      expect(filter()).toBe('00000000');
    } finally {
      writeFileSync('/proc/self/coredump_filter', `0x${before}`);
    }
  },
);

it('refuses production that has its keys sent in the clear', () => {
  const aws = { ...PRODUCTION, KMS_PROVIDER: 'aws', AWS_KMS_KEY_ID: 'alias/fieldfare' };
  const at = (AWS_KMS_ENDPOINT: string) => problemsOf({ ...aws, AWS_KMS_ENDPOINT });
  expect(at('http://kms.example')).toEqual([expect.stringMatching(/^AWS_KMS_ENDPOINT: must begin with https/)]);
  expect(at('https://kms.example')).toEqual([]);
});

it.each(['STRIPE_API_URL', 'BRAINTREE_API_URL'])('refuses production where %s sends cards elsewhere', (name) => {
  const elsewhere = { [name]: 'http://127.0.0.1:9' };
  expect(problemsOf({ ...PRODUCTION, ...elsewhere })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  expect(problemsOf({ ...DATABASE, ...elsewhere })).toEqual([]);
});

it('refuses production that is given the sandbox bank', () => {
  const bank = { SANDBOX_DATABASE_URL: 'postgresql://fieldfare_sandbox@127.0.0.1/fieldfare' };
  expect(problemsOf({ ...PRODUCTION, ...bank })).toEqual([
    expect.stringMatching(/^SANDBOX_DATABASE_URL: .*leave it out/),
  ]);
  expect(problemsOf({ ...DATABASE, ...bank })).toEqual([]);
});

it('knows the KMS key before the present one, while stored keys are wrapped anew', () => {
  expect(parseEnv(DATABASE).previousKms).toBeNull();
  const local = { ...DATABASE, KMS_PREVIOUS_PROVIDER: 'local' };
  expect(problemsOf(local)).toEqual([expect.stringMatching(/^KMS_PREVIOUS_KEY_FILE is not set/)]);
  expect(parseEnv({ ...local, KMS_PREVIOUS_KEY_FILE: '/old.key' }).previousKms).toEqual({
    provider: 'local',
    keyFile: '/old.key',
  });
  const aws = { ...DATABASE, KMS_PREVIOUS_PROVIDER: 'aws' };
  expect(problemsOf(aws)).toEqual([expect.stringMatching(/^AWS_KMS_PREVIOUS_KEY_ID is not set/)]);
  expect(parseEnv({ ...aws, AWS_KMS_PREVIOUS_KEY_ID: 'key-1' }).previousKms).toMatchObject({ keyId: 'key-1' });
});

it('keeps the audit log for a year at the least', () => {
  expect(parseEnv(DATABASE).auditLogDays).toBe(400);
  expect(parseEnv({ ...DATABASE, AUDIT_LOG_DAYS: '366' }).auditLogDays).toBe(366);
  expect(problemsOf({ ...DATABASE, AUDIT_LOG_DAYS: '365' }).join()).toContain('366 days at least');
});
