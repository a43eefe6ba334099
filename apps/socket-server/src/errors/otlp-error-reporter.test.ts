import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createLog } from '../logging/logger.ts';
import { createOtlpErrorReporter } from './otlp-error-reporter.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function collector() {
  const received: { authorization: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ authorization: request.headers.authorization, body });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs` };
}

it('reports what the log says of a failure, redacted like the log, and nothing that is no failure', async () => {
  const { received, url } = await collector();
  const reporter = createOtlpErrorReporter({ url, authorization: 'Bearer collector' });
  const log = createLog('silent', { write: () => undefined }, reporter);
  const cause = new Error('password sk_test_abcdef of 4242 4242 4242 4242');
  log.info({ request_id: 'req_fine' }, 'request answered');
  log.error({ request_id: 'req_bad', error: new Error('the query failed', { cause }) }, 'request failed');
  await reporter.close();

  expect(received).toHaveLength(1);
  expect(received[0]?.authorization).toBe('Bearer collector');
  const body = received[0]?.body ?? '';
  for (const part of [
    'request failed',
    'req_bad',
    'the query failed',
    'sk_test_[removed]',
    '[digits]',
    'exception.type',
  ]) {
    expect(body).toContain(part);
  }
  for (const part of ['4242 4242', 'abcdef', 'req_fine']) expect(body).not.toContain(part);
});

it('is silent about a collector that is not there', async () => {
  const reporter = createOtlpErrorReporter({ url: 'http://127.0.0.1:9/v1/logs', authorization: null });
  reporter.report({ level: 'error', message: 'request failed', fields: {} });
  await expect(reporter.close()).resolves.toBeUndefined();
}, 60_000);
