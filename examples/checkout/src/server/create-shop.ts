import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FieldfareApiError } from '@fieldfare/node';
import type { ShopPayments } from '../orders/order-desk.ts';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ShopEnv } from '../env.ts';
import { createOrderDesk } from '../orders/order-desk.ts';
import type { OrderStore } from '../orders/order-store.ts';
import { checkoutPage } from '../pages/checkout-page.ts';
import { productPage } from '../pages/product-page.ts';
import { unavailablePage } from '../pages/unavailable-page.ts';
import { readCart, writeCart } from './cart-cookie.ts';
import { readCookies, writeCookie } from './cookies.ts';
import { routeWebhooks, WEBHOOK_PATH } from './route-webhooks.ts';
import { securityHeaders } from './security-headers.ts';

export interface ShopDeps {
  env: Pick<ShopEnv, 'shopOrigin' | 'fieldsOrigin' | 'webhookSecret'>;
  orders: OrderStore;
  payments: ShopPayments;
}

const publicFile = (name: string): string => readFileSync(new URL(`../../public/${name}`, import.meta.url), 'utf8');
const ORDER_ID = /^[a-z]{24}$/;

/** The merchant's server: two pages, a cart, and three questions to the payment server. */
export function createShop({ env, orders, payments }: ShopDeps): FastifyInstance {
  const desk = createOrderDesk({ orders, payments, shopOrigin: env.shopOrigin });
  const isSecure = env.shopOrigin.startsWith('https:');
  const shop = Fastify({ forceCloseConnections: true });
  shop.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
  shop.addHook('onRequest', async (request, reply) => {
    // Only our own pages may post here, and whoever signs: see the webhooks.
    if (request.method === 'POST' && request.url !== WEBHOOK_PATH && request.headers.origin !== env.shopOrigin)
      return reply.code(403).send({ error: 'foreign_origin' });
  });
  shop.setErrorHandler((error, _request, reply) => {
    const isKnown = error instanceof FieldfareApiError;
    process.stderr.write(
      `${isKnown ? `payment server: ${error.status} ${error.code} ${error.requestId ?? ''}` : String(error)}\n`,
    );
    const html = (nonce: string): string => unavailablePage(nonce);
    return page(reply.code(503), html);
  });

  routeWebhooks(shop, orders, env.webhookSecret);
  shop.get('/', (request, reply) => page(reply, (nonce) => productPage(nonce, readCart(cookies(request)))));

  shop.get('/checkout', async (request, reply) => {
    const opened = await desk.open(orderId(request), readCart(cookies(request)));
    void reply.header('set-cookie', writeCookie('order', opened.order.id, isSecure));
    return page(reply, (nonce) => checkoutPage(nonce, { ...opened, fieldsOrigin: env.fieldsOrigin }));
  });

  shop.post('/cart', async (request, reply) => {
    const form = request.body as URLSearchParams;
    // A changed cart is another order, unless the present one is being paid or is paid.
    const id = orderId(request);
    const state = id === undefined ? null : await desk.look(id);
    if (state?.step === 'processing') return reply.redirect('/checkout', 303);
    void reply.header('set-cookie', [
      writeCookie('cart', writeCart(form), isSecure),
      writeCookie('order', '', isSecure),
    ]);
    return reply.redirect('/checkout', 303);
  });

  shop.post('/checkout/new', async (request, reply) => {
    const id = orderId(request);
    const state = id === undefined ? null : await desk.look(id);
    if (state?.step !== 'processing') void reply.header('set-cookie', writeCookie('order', '', isSecure));
    return reply.redirect('/checkout', 303);
  });

  // Asked by the page's script: how the order stands, and a further token for its session.
  shop.get('/checkout/state', async (request, reply) => {
    const id = orderId(request);
    return reply
      .header('cache-control', 'no-store')
      .send((id === undefined ? null : await desk.look(id)) ?? { step: 'over' });
  });
  shop.post('/checkout/token', async (request, reply) => {
    const id = orderId(request);
    const ptToken = id === undefined ? null : await desk.token(id);
    if (ptToken === null) return reply.code(409).send({ error: 'payment_in_flight' });
    return reply.header('cache-control', 'no-store').send({ pt_token: ptToken });
  });

  shop.get('/health', () => ({ status: 'ok' }));
  asset('/assets/shop.css', 'text/css; charset=utf-8', publicFile('shop.css'));
  asset('/assets/checkout.js', 'text/javascript; charset=utf-8', publicFile('checkout.js'));
  asset('/assets/notebooks.svg', 'image/svg+xml', publicFile('notebooks.svg'));
  return shop;

  function page(reply: FastifyReply, render: (nonce: string) => string): FastifyReply {
    const nonce = randomBytes(16).toString('base64');
    return reply.headers(securityHeaders({ nonce, fieldsOrigin: env.fieldsOrigin })).send(render(nonce));
  }

  function asset(url: string, type: string, content: string): void {
    shop.get(url, (_request, reply) =>
      reply.headers({ 'content-type': type, 'cache-control': 'public, max-age=60' }).send(content),
    );
  }
}

function cookies(request: FastifyRequest): ReadonlyMap<string, string> {
  return readCookies(request.headers.cookie);
}

function orderId(request: FastifyRequest): string | undefined {
  const id = cookies(request).get('order');
  return id !== undefined && ORDER_ID.test(id) ? id : undefined;
}
