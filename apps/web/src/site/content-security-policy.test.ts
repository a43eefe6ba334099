import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const OPTIONS = {
  nonce: 'abc',
  paymentsOrigin: 'https://pay.example',
  webOrigin: 'https://web.example',
  isDevServer: false,
};

test('a build allows scripts by nonce alone, and no inline style or evaluation', () => {
  const policy = contentSecurityPolicy(OPTIONS);
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).not.toMatch(/unsafe-/);
  expect(policy).toContain("frame-ancestors 'none'");
});

test('the API reference may set style attributes, and adds no more style elements than it is known for', () => {
  const policy = contentSecurityPolicy({ ...OPTIONS, isApiReference: true });
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("style-src-attr 'unsafe-inline'");
  expect(policy).toMatch(/style-src 'self' 'nonce-abc' 'sha256-[^']+' 'sha256-[^']+';/);
});

test('only a page with fields frames anything, and that only from the fields origin', () => {
  expect(contentSecurityPolicy(OPTIONS)).not.toContain('frame-src');
  expect(contentSecurityPolicy({ ...OPTIONS, fieldsOrigin: 'https://fields.example' })).toContain(
    'frame-src https://fields.example;',
  );
});

test('connections go to the page itself and to the payment server, by http and by socket', () => {
  expect(contentSecurityPolicy(OPTIONS)).toContain("connect-src 'self' https://pay.example wss://pay.example;");
  expect(contentSecurityPolicy({ ...OPTIONS, paymentsOrigin: 'http://localhost:3001' })).toContain(
    'http://localhost:3001 ws://localhost:3001',
  );
});

test('plain http, as in development, is not upgraded', () => {
  expect(contentSecurityPolicy(OPTIONS)).toContain('upgrade-insecure-requests');
  expect(contentSecurityPolicy({ ...OPTIONS, webOrigin: 'http://localhost:3000' })).not.toContain(
    'upgrade-insecure-requests',
  );
});
