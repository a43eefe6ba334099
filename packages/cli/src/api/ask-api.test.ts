import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { booksCommand } from '../commands/books/books.ts';
import { explainFailure } from '../explain-failure.ts';
import { askApi } from './ask-api.ts';

const Thing = z.object({ id: z.string(), part: z.object({ name: z.string() }) });
const answers: Record<string, unknown> = {
  '/older': { id: 'thing_1', part: {} },
  '/newer': { id: 'thing_1', part: { name: 'wheel', colour: 'red' }, weight: 3 },
};
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => response.end(JSON.stringify(answers[request.url ?? ''])));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(() => server.close().closeAllConnections());

const ask = (path: string) => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const target = { origin, secretKey: 'sk_test_x', shopOrigin: '', fieldsOrigin: '', webhookSecret: null };
  return askApi(target, { path, schema: Thing });
};

it('says of an answer without what it needs that the server is of another version, and names no parameter', async () => {
  const said = explainFailure(await ask('/older').catch((error: unknown) => error), booksCommand);
  expect(said).toContain('does not understand (part.name)');
  expect(said).not.toContain('--');
});

it('takes an answer that says more than it needs', async () => {
  expect(await ask('/newer')).toEqual({ id: 'thing_1', part: { name: 'wheel' } });
});
