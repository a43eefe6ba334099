import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { postWebhook } from './post-webhook.ts';

const PRODUCTION = { isProduction: true, timeoutMs: 5_000 };
const DEVELOPMENT = { isProduction: false, timeoutMs: 5_000 };
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(listener: RequestListener): Promise<{ url: URL; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => server.close().closeAllConnections());
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`), seen };
}

describe('in production', () => {
  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/',
    // The ways in which a URL can spell an IPv4 address.
    'https://2130706433/',
    'https://0x7f000001/',
    'https://127.1/',
  ])('%s is refused before anything is sent', async (url) => {
    expect(await postWebhook(new URL(url), '{}', {}, PRODUCTION)).toEqual({ problem: 'address_refused' });
  });

  it.each([['127.0.0.1'], ['10.0.0.5'], ['::ffff:127.0.0.1'], ['fd00::1'], ['8.8.8.8', '127.0.0.1']])(
    'a name that leads to %s is refused',
    async (...addresses) => {
      const rules = { ...PRODUCTION, resolve: async () => addresses };
      expect(await postWebhook(new URL('https://hooks.example/'), '{}', {}, rules)).toEqual({
        problem: 'address_refused',
      });
    },
  );

  it('http is refused', async () => {
    expect(await postWebhook(new URL('http://hooks.example/'), '{}', {}, PRODUCTION)).toEqual({
      problem: 'https_required',
    });
  });
});

it('connects to the address that was checked, though the name leads elsewhere by now', async () => {
  const { url, seen } = await serve((_request, response) => void response.end('ok'));
  const named = new URL(url.href.replace('127.0.0.1', 'hooks.example'));
  let looks = 0;
  const resolve = async () => (looks++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']);
  const answer = await postWebhook(named, '{}', { 'x-test': '1' }, { ...DEVELOPMENT, resolve });
  expect(answer).toEqual({ status: 200, body: Buffer.from('ok') });
  expect(looks).toBe(1);
  expect(seen[0]?.headers).toMatchObject({ host: named.host, 'x-test': '1' });
});

it('answers a redirect as it is and follows none', async () => {
  const target = await serve((_request, response) => void response.end());
  const { url } = await serve(
    (_request, response) => void response.writeHead(307, { location: target.url.href }).end(),
  );
  expect(await postWebhook(url, '{}', {}, DEVELOPMENT)).toMatchObject({ status: 307 });
  expect(target.seen).toEqual([]);
});

it('gives up on an endpoint that does not answer in time, and on one that never ends', async () => {
  const silent = await serve(() => undefined);
  expect(await postWebhook(silent.url, '{}', {}, { ...DEVELOPMENT, timeoutMs: 50 })).toEqual({ problem: 'timed_out' });
  const unresolved = { ...DEVELOPMENT, timeoutMs: 50, resolve: () => new Promise<string[]>(() => undefined) };
  expect(await postWebhook(new URL('http://hooks.example/'), '{}', {}, unresolved)).toEqual({ problem: 'timed_out' });
  const endless = await serve((_request, response) => {
    const more = () => response.writable && response.write('x'.repeat(16_384)) && setImmediate(more);
    response.on('drain', more);
    more();
  });
  const answer = await postWebhook(endless.url, '{}', {}, DEVELOPMENT);
  expect('body' in answer && answer.body.length).toBeLessThan(200_000);
});

it('says in words of its own what went wrong', async () => {
  expect(await postWebhook(new URL('http://127.0.0.1:1/'), '{}', {}, DEVELOPMENT)).toEqual({
    problem: 'connection_failed',
  });
  const nowhere = { ...DEVELOPMENT, resolve: async () => [] };
  expect(await postWebhook(new URL('http://hooks.example/'), '{}', {}, nowhere)).toEqual({ problem: 'name_not_found' });
});
