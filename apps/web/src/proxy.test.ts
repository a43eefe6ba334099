import { NextRequest } from 'next/server';
import { beforeEach, expect, test, vi } from 'vitest';
import { proxy } from './proxy.ts';

const { origins } = vi.hoisted(() => ({ origins: { webOrigin: '', fieldsOrigin: '', paymentsOrigin: '' } }));
vi.mock('./env.ts', () => ({ webEnv: () => origins }));

beforeEach(() => {
  origins.webOrigin = 'https://console.example';
  origins.fieldsOrigin = 'https://fields.example';
  origins.paymentsOrigin = 'https://payments.example';
});

const policyOf = (origin: string, path: string): string | null =>
  proxy(new NextRequest(`${origin}${path}`, { headers: { host: new URL(origin).host, cookie: 'a=b' } })).headers.get(
    'strict-transport-security',
  );

test('a browser that knows either host asks it over https alone', () => {
  expect(policyOf(origins.webOrigin, '/console')).toBe('max-age=31536000');
  expect(policyOf(origins.fieldsOrigin, '/sdk/v1/fieldfare.js')).toBe('max-age=31536000');
  expect(policyOf(origins.fieldsOrigin, '/fields/v1/mer_1')).toBe('max-age=31536000');
});

test('nothing is said of https where there is none', () => {
  origins.webOrigin = 'http://localhost:3000';
  origins.fieldsOrigin = 'http://127.0.0.1:3000';
  expect(policyOf(origins.webOrigin, '/console')).toBeNull();
  expect(policyOf(origins.fieldsOrigin, '/sdk/v1/fieldfare.js')).toBeNull();
});
