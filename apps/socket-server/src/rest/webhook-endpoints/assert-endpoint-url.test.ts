import { describe, expect, it } from 'vitest';
import type { Deps } from '../../deps.ts';
import { assertEndpointUrl } from './assert-endpoint-url.ts';

const asked = (isProduction: boolean, url: string | undefined) => () =>
  assertEndpointUrl({ settings: { isProduction } } as Pick<Deps, 'settings'>, url);
const refusal = (detail: string) => expect.objectContaining({ code: 'validation_error', detail, param: 'url' });

describe('in production', () => {
  it.each([
    ['http://shop.example/hook', 'https_required'],
    ['https://127.0.0.1/', 'address_refused'],
    ['https://2130706433/', 'address_refused'],
    ['https://10.0.0.8:8443/', 'address_refused'],
    ['https://169.254.169.254/latest', 'address_refused'],
    ['https://[::1]/', 'address_refused'],
    ['https://[::ffff:10.0.0.1]/', 'address_refused'],
    ['https://[64:ff9b::a00:1]/', 'address_refused'],
    ['https://localhost/', 'address_refused'],
    ['https://hooks.localhost./', 'address_refused'],
  ])('%s is refused: %s', (url, detail) => {
    expect(asked(true, url)).toThrow(refusal(detail));
  });

  it.each(['https://shop.example/hook', 'https://8.8.8.8/', 'https://localhost.example/', undefined])(
    '%s is taken',
    (url) => {
      expect(asked(true, url)).not.toThrow();
    },
  );
});

it('in development this machine may be written to', () => {
  expect(asked(false, 'http://localhost:3002/webhooks')).not.toThrow();
});
