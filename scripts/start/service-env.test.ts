import { expect, test } from 'vitest';
import { serviceEnvs } from './service-env.ts';
import { readSettings } from './settings.ts';

const environment = {
  DATABASE_URL: 'postgresql://owner:owner-secret@db/x',
  PAYMENTS_DATABASE_URL: '',
  AWS_SECRET_ACCESS_KEY: 'aws-secret',
  LIMIT_MESSAGES_PER_MINUTE: '600',
  npm_config_registry: 'https://npm.example',
};
const database = { owner: 'url-of-owner', payments: 'url-of-payments', web: 'url-of-web', sandbox: 'url-of-sandbox' };

function envs(fieldfareEnv = 'development') {
  const settings = { ...readSettings({}, '/repository'), isProduction: fieldfareEnv === 'production' };
  const keys = { nextAuthSecret: 'session-secret', shopSecretKey: 'shop-key', playgroundKey: 'publishable-key' };
  return serviceEnvs({ settings, environment, database, ...keys });
}

const says = (env: Record<string, string>, secret: string) =>
  Object.values(env).some((value) => value.includes(secret));

test('the web app is told how to read, and nothing by which it could do more', () => {
  const { web } = envs();
  expect(web).toMatchObject({
    WEB_DATABASE_URL: 'url-of-web',
    NEXTAUTH_SECRET: 'session-secret',
    NEXTAUTH_URL: 'http://localhost:3000',
    PLAYGROUND_PUBLISHABLE_KEY: 'publishable-key',
  });
  for (const secret of ['owner', 'url-of-payments', 'url-of-sandbox', 'aws-secret', 'shop-key'])
    expect(says(web, secret), secret).toBe(false);
});

test("the payment server is told its own connections and its operator's settings, and no owner's", () => {
  const { payments } = envs();
  expect(payments).toMatchObject({
    PAYMENTS_DATABASE_URL: 'url-of-payments',
    SANDBOX_DATABASE_URL: 'url-of-sandbox',
    AWS_SECRET_ACCESS_KEY: 'aws-secret',
    LIMIT_MESSAGES_PER_MINUTE: '600',
  });
  for (const secret of ['owner', 'url-of-web', 'session-secret', 'shop-key'])
    expect(says(payments, secret), secret).toBe(false);
  expect(payments).not.toHaveProperty('npm_config_registry');
});

test('the shop is told what a merchant has', () => {
  const { shop } = envs();
  expect(shop).toMatchObject({
    FIELDFARE_SECRET_KEY: 'shop-key',
    PAYMENTS_ORIGIN: 'http://localhost:3001',
    SHOP_PORT: '3002',
  });
  for (const secret of ['owner', 'url-of', 'session-secret', 'aws-secret'])
    expect(says(shop, secret), secret).toBe(false);
});

test('production has no simulated bank', () => {
  expect(envs('production').payments).not.toHaveProperty('SANDBOX_DATABASE_URL');
});
