import { expect, test } from 'vitest';
import { parseEnv } from './parse-env.ts';

const PRODUCTION = {
  FIELDFARE_ENV: 'production',
  WEB_ORIGIN: 'https://console.shop.example',
  FIELDS_ORIGIN: 'https://fields.shop.example',
  PAYMENTS_ORIGIN: 'https://payments.shop.example',
  WEB_DATABASE_URL: 'postgresql://web@db/fieldfare',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  RELEASES_DIR: '/srv/fieldfare/releases',
};

test('development needs nothing set', () => {
  expect(parseEnv({})).toMatchObject({
    isProduction: false,
    webOrigin: 'http://localhost:3000',
    fieldsOrigin: 'http://127.0.0.1:3000',
    webDatabaseUrl: null,
  });
});

test('an empty variable counts as one that is not set', () => {
  expect(parseEnv({ WEB_ORIGIN: '' }).webOrigin).toBe('http://localhost:3000');
});

test('production takes a complete set', () => {
  expect(parseEnv(PRODUCTION)).toMatchObject({ isProduction: true, webOrigin: 'https://console.shop.example' });
});

test.each(['WEB_ORIGIN', 'FIELDS_ORIGIN', 'PAYMENTS_ORIGIN', 'WEB_DATABASE_URL', 'NEXTAUTH_SECRET', 'RELEASES_DIR'])(
  'production refuses to run without %s and says so',
  (name) => {
    expect(() => parseEnv({ ...PRODUCTION, [name]: undefined })).toThrow(`${name} must be set`);
  },
);

test('production refuses the development secret, plain http and fields on the console origin', () => {
  expect(() => parseEnv({ ...PRODUCTION, NEXTAUTH_SECRET: parseEnv({}).nextAuthSecret })).toThrow(
    'NEXTAUTH_SECRET is the development default',
  );
  expect(() => parseEnv({ ...PRODUCTION, WEB_ORIGIN: 'http://localhost:3000' })).toThrow(
    'WEB_ORIGIN must begin with https://',
  );
  expect(() => parseEnv({ ...PRODUCTION, FIELDS_ORIGIN: PRODUCTION.WEB_ORIGIN })).toThrow(
    'FIELDS_ORIGIN must differ from WEB_ORIGIN',
  );
});

test('the playground takes a publishable key of test mode and no other', () => {
  expect(parseEnv({ PLAYGROUND_PUBLISHABLE_KEY: 'pk_test_example' }).playgroundKey).toBe('pk_test_example');
  expect(parseEnv({}).playgroundKey).toBeNull();
  for (const key of ['sk_test_example', 'pk_live_example'])
    expect(() => parseEnv({ ...PRODUCTION, PLAYGROUND_PUBLISHABLE_KEY: key })).toThrow('of test mode');
});

test('an origin with a path, and an unknown kind of environment, are refused', () => {
  expect(() => parseEnv({ WEB_ORIGIN: 'http://localhost:3000/console' })).toThrow('WEB_ORIGIN must be an origin');
  expect(() => parseEnv({ FIELDFARE_ENV: 'staging' })).toThrow('FIELDFARE_ENV must be');
});
