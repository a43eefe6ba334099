import type { KmsChoice } from '@fieldfare/vault';
import { expect, it } from 'vitest';
import { assertMayOpenKeys } from './assert-may-open-keys.ts';

const LOCAL: KmsChoice = { provider: 'local', keyFile: '/etc/kms.key' };
const PRODUCTION = { isProduction: true, isKeyFileNamed: true, kms: LOCAL, previousKms: null };
const aws = (endpoint: string | null): KmsChoice => ({ provider: 'aws', keyId: 'alias/vault', endpoint });

it('lets production open keys where nothing is left to a default', () => {
  expect(() => assertMayOpenKeys(PRODUCTION, null)).not.toThrow();
  expect(() => assertMayOpenKeys({ ...PRODUCTION, kms: aws('https://kms.example') }, null)).not.toThrow();
  expect(() => assertMayOpenKeys({ ...PRODUCTION, isKeyFileNamed: false, kms: aws(null) }, null)).not.toThrow();
});

it.each([
  [{ isKeyFileNamed: false }, null, /^KMS_KEY_FILE is not set/],
  [{ kms: aws('http://kms.example') }, null, /^AWS_KMS_ENDPOINT: must begin with https/],
  [{ previousKms: aws('http://kms.example') }, null, /^AWS_KMS_ENDPOINT: must begin with https/],
  [{}, 'core dumps are enabled', /^core dumps are enabled/],
] as const)('refuses production with %j and, of core dumps, %s; development it lets', (change, coreDumps, message) => {
  expect(() => assertMayOpenKeys({ ...PRODUCTION, ...change }, coreDumps)).toThrow(message);
  expect(() => assertMayOpenKeys({ ...PRODUCTION, ...change, isProduction: false }, coreDumps)).not.toThrow();
});
