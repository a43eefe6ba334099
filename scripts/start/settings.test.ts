import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const PRODUCTION = {
  FIELDFARE_ENV: 'production',
  FIELDFARE_DATA_DIR: '/var/lib/fieldfare',
  DATABASE_URL: 'postgresql://owner@db.example/fieldfare',
  WEB_ORIGIN: 'https://console.example',
  FIELDS_ORIGIN: 'https://fields.example',
  PAYMENTS_ORIGIN: 'https://pay.example',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  KMS_KEY_FILE: '/etc/fieldfare/kms.key',
  METRICS_TOKEN: 'y'.repeat(16),
};

test('an empty environment is development with the defaults that outsiders rely on', () => {
  expect(readSettings({}, '/repository')).toEqual({
    isProduction: false,
    dataDir: '/repository/.fieldfare',
    host: '127.0.0.1',
    ports: { web: 3000, payments: 3001, shop: 3002 },
    origins: {
      web: 'http://localhost:3000',
      fields: 'http://127.0.0.1:3000',
      payments: 'http://localhost:3001',
      shop: 'http://localhost:3002',
    },
    demoOrigins: ['http://localhost:4242'],
    databaseUrl: null,
    roleUrls: { payments: null, web: null, sandbox: null },
    nextAuthSecret: null,
  });
});

test('origins follow the ports, and an empty variable counts as unset', () => {
  const { origins } = readSettings({ WEB_PORT: '4000', SHOP_PORT: '4002', WEB_ORIGIN: '' }, '/');
  expect(origins).toMatchObject({
    web: 'http://localhost:4000',
    fields: 'http://127.0.0.1:4000',
    shop: 'http://localhost:4002',
  });
});

test('an absolute data folder stays where it is', () => {
  expect(readSettings({ FIELDFARE_DATA_DIR: '/srv/data' }, '/repository').dataDir).toBe('/srv/data');
});

test.each([
  [{ WEB_PORT: 'abc' }, /^WEB_PORT is "abc"/],
  [{ SHOP_PORT: '70000' }, /^SHOP_PORT is "70000"/],
  [{ WEB_PORT: '3001' }, /^WEB_PORT and PAYMENTS_PORT are both 3001/],
  [{ SHOP_ORIGIN: 'http://localhost:3002/' }, /^SHOP_ORIGIN is .* without a path/],
  [{ DEMO_ORIGINS: 'http://localhost:4242, localhost:4243' }, /^DEMO_ORIGINS is "localhost:4243"/],
  [{ FIELDFARE_ENV: 'staging' }, /^FIELDFARE_ENV is "staging"/],
])('refuses %j in one line', (environment, words) => {
  expect(() => readSettings(environment, '/')).toThrow(words);
});

test('runs in production when nothing is left to a default', () => {
  expect(readSettings(PRODUCTION, '/')).toMatchObject({ isProduction: true, dataDir: '/var/lib/fieldfare' });
});

test.each(Object.keys(PRODUCTION).filter((name) => name !== 'FIELDFARE_ENV'))(
  'refuses production without %s',
  (name) => {
    expect(() => readSettings({ ...PRODUCTION, [name]: '' }, '/')).toThrow(`Set ${name} `);
  },
);

test('refuses production where console and card fields share an origin', () => {
  expect(() => readSettings({ ...PRODUCTION, FIELDS_ORIGIN: PRODUCTION.WEB_ORIGIN }, '/')).toThrow(
    /another origin than WEB_ORIGIN/,
  );
});

test('refuses production that is given the sandbox bank', () => {
  const bank = { SANDBOX_DATABASE_URL: 'postgresql://fieldfare_sandbox@127.0.0.1/fieldfare' };
  expect(() => readSettings({ ...PRODUCTION, ...bank }, '/')).toThrow(/Leave out SANDBOX_DATABASE_URL/);
});

test('production keeps its keys at AWS where it says so', () => {
  expect(readSettings({ ...PRODUCTION, KMS_KEY_FILE: '', KMS_PROVIDER: 'aws' }, '/').isProduction).toBe(true);
});
