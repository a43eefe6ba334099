// A shop's server: hands out the page, and a session for the order of whoever looks at it. `node server.js [folder of pages]`
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { createClient, FieldfareApiError } from '@fieldfare/node';
import { readSettings } from './settings.js';

const { port, origin, fieldsOrigin, paymentsOrigin, secretKey } = readSettings();
const pages = resolve(process.argv[2] ?? join(import.meta.dirname, 'public'));
const fieldfare = createClient({ secretKey, baseUrl: paymentsOrigin });

// Cookies know no port: another example on this machine has an order of its own.
const COOKIE = `order_${port}`;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const POLICY = [
  `default-src 'self'`,
  `script-src 'self' ${fieldsOrigin}`,
  `frame-src ${fieldsOrigin}`,
  `connect-src 'self' ${fieldsOrigin}`,
  `img-src 'self' data:`,
  `base-uri 'none'`,
  `object-src 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** One session an order, however often it is asked for: after a reload, in a second tab, after a crash. */
async function createSession(order) {
  const { id } = await fieldfare.sessions.create(
    { amount_minor: 4900, currency: 'USD', origin, reference: order },
    { idempotencyKey: `order-${order}` },
  );
  // Each page that opens the session needs a token of its own: the one before may have been used.
  const { pt_token } = await fieldfare.sessions.token(id);
  return pt_token;
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, origin);
  const order = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
  if (request.method === 'POST' && pathname === '/session') {
    if (request.headers.origin !== origin || order === undefined) return void response.writeHead(403).end();
    const body = JSON.stringify({ pt_token: await createSession(order) });
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(body);
    return;
  }
  const file = resolve(join(pages, pathname === '/' ? 'index.html' : pathname));
  const type = TYPES[extname(file)];
  if (request.method !== 'GET' || type === undefined || !file.startsWith(pages))
    return void response.writeHead(404).end();
  const content = (await readFile(file, 'utf8')).replaceAll('{{fields_origin}}', fieldsOrigin);
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('x-content-type-options', 'nosniff');
  if (order === undefined)
    response.setHeader('set-cookie', `${COOKIE}=${randomUUID()}; HttpOnly; SameSite=Lax; Path=/`);
  response.end(content);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    if (error.code === 'ENOENT') return void response.writeHead(404).end();
    // What the payment server said is for you; the shopper only needs to know that nothing was charged.
    console.error(error instanceof FieldfareApiError ? `${error.code}: ${error.message}` : error);
    response.writeHead(502).end();
  });
});

server.listen(port, 'localhost', () => console.log(`Open ${origin}`));
