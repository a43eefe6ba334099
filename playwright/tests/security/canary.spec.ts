import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCard } from '@fieldfare/testkit';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { BrowserTraffic } from '../../support/browser-traffic.ts';
import { type Evidence, findLeaks } from '../../support/find-leaks.ts';
import { randomCard } from '../../support/random-card.ts';
import type { Payment, RestClient } from '../../support/rest-client.ts';
import { ownerUrl, readFiles, readTables } from '../../support/server-evidence.ts';
import type { Stack } from '../../support/stack.ts';
import { expect, test } from '../../fixtures/test.ts';

// One after the other: what one plants, the other would find.
test.describe.configure({ mode: 'default' });

/** All that the servers keep and say at this moment. */
async function serverEvidence(stack: Stack): Promise<Evidence[]> {
  return [...(await readTables(await ownerUrl(stack.dataDir))), ...(await readFiles(stack.dataDir))];
}

/** Cards with codes of their own, none of which any present text holds. */
function unseenCards(count: number, present: readonly Evidence[]): TestCard[] {
  const cards = new Map<string, TestCard>();
  while (cards.size < count) {
    const card = randomCard();
    if (findLeaks([card], present).length === 0) cards.set(card.cvc, card);
  }
  return [...cards.values()];
}

/** Runs in a frame: opens a socket of its own and sends one message by it. */
async function sendBySocket({ address, text }: { address: string; text: string }): Promise<void> {
  const socket = new WebSocket(address);
  await new Promise((opened) => socket.addEventListener('open', opened));
  socket.send(`42["card","${text}"]`);
}

/** What a page keeps and shows outside the fields' frames. */
async function pageEvidence(page: Page): Promise<Evidence[]> {
  const { cookies, origins } = await page.context().storageState();
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href, history.state]),
  );
  return [
    { where: 'page', text: await page.content() },
    { where: 'storage', text: JSON.stringify([cookies, origins]) + kept },
  ];
}

async function restEvidence(api: RestClient, session: string, payment: string): Promise<Evidence[]> {
  const paths = ['/payments?limit=10', `/sessions/${session}`, `/payments/${payment}`, `/payments/${payment}/events`];
  const answers = await Promise.all(
    paths.map(async (path) => ({ where: `GET ${path}`, text: (await api.call('GET', path)).text })),
  );
  const again = await api.call('POST', `/sessions/${session}/token`, { body: {} });
  return [...answers, { where: 'POST token', text: again.text }];
}

interface Purchase {
  page: Page;
  stack: Stack;
  api: RestClient;
  card: TestCard;
}

/** Pays at the shop with a card, after a refused try, and captures; what the browser and REST then have seen, and the payment. */
async function buy({ page, stack, api, card }: Purchase): Promise<{ evidence: Evidence[]; payment: Payment }> {
  const traffic = new BrowserTraffic(page);
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  // The wrong date first, so that what follows an error is searched as well.
  await checkout.card.type({ ...card, expiry: '01 / 20' });
  await checkout.pay.click();
  await expect(checkout.card.expiry).toBeFocused();
  await checkout.card.type(card);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
  const [payment] = await api.paymentsOf(session);
  if (!payment) throw new Error('The page says authorized, and REST knows of no payment.');
  await api.confirm(payment.id);
  await expect(checkout.outcome).toContainText(/captured/i);
  const evidence = [
    ...(await traffic.evidence()),
    ...(await pageEvidence(page)),
    ...(await restEvidence(api, session, payment.id)),
  ];
  return { evidence, payment };
}

test('a card number and its code stand nowhere in plain, spaced, partial, encoded or hashed form: tables, logs, traffic, answers', async ({
  newWindow,
  stack,
  api,
}) => {
  const cards = unseenCards(3, await serverEvidence(stack));
  const purchases = await Promise.all(cards.map(async (card) => buy({ page: await newWindow(), stack, api, card })));
  const evidence = [...purchases.flatMap((purchase) => purchase.evidence), ...(await serverEvidence(stack))];

  expect(findLeaks(cards, evidence)).toEqual([]);
  // The search has looked where a leak would be: the socket's own messages, each payment's row, its vault row and the server's log.
  const seen = (where: RegExp, what: string): boolean =>
    evidence.some((one) => where.test(one.where) && one.text.includes(what));
  expect(seen(/^socket .*sent$/, 'process_payment')).toBe(true);
  for (const { payment } of purchases) {
    expect(seen(/^socket .*received$/, payment.record_number)).toBe(true);
    expect(seen(/^table public\.payments$/, payment.id)).toBe(true);
  }
  expect(evidence.find(({ where }) => where === 'table vault.cards')?.text).not.toBe('');
  expect(seen(/^file logs\//, 'payments')).toBe(true);
});

test('the search finds a card that is planted in a table, a log, a request or a socket message, in each of its forms', async ({
  page,
  stack,
}) => {
  const cards = unseenCards(3, await serverEvidence(stack));
  const [card] = cards as [TestCard, ...TestCard[]];
  const planted = join(stack.dataDir, 'logs', 'planted.log');
  const owner = new pg.Client({ connectionString: await ownerUrl(stack.dataDir) });
  await owner.connect();
  const traffic = new BrowserTraffic(page);
  try {
    await writeFile(planted, `{"level":"info","note":"${card.number.replace(/(.{4})/g, '$1-')}"}\n`);
    await owner.query('CREATE SCHEMA planted');
    await owner.query('CREATE TABLE planted.notes (note jsonb, bytes bytea)');
    await owner.query('INSERT INTO planted.notes VALUES ($1, $2)', [
      JSON.stringify({ cvc: card.cvc }),
      Buffer.from(card.number),
    ]);
    // Codes as text and as numbers; beside them a sequence that reached one of them by chance.
    await owner.query('CREATE TABLE planted.events (id bigint, body jsonb)');
    await owner.query('CREATE TABLE planted.durations (ms integer)');
    await owner.query('CREATE TABLE planted.sequence (id bigint)');
    await owner.query('INSERT INTO planted.sequence VALUES ($1)', [Number(card.cvc)]);
    for (const { cvc } of cards) {
      await owner.query('INSERT INTO planted.events VALUES (1, $1)', [JSON.stringify({ note: cvc })]);
      await owner.query('INSERT INTO planted.durations VALUES ($1)', [Number(cvc)]);
    }
    await new CheckoutPage(page).open(stack.shop);
    await page.evaluate(
      async (number) => fetch('/', { method: 'PUT', body: btoa(`card=${number}`) }).then(() => null),
      card.number,
    );
    const field = page.frames().find((frame) => frame.url().startsWith(stack.fields));
    await field?.evaluate(sendBySocket, {
      address: `${stack.payments.replace(/^http/, 'ws')}/ws/?EIO=4&transport=websocket`,
      text: card.number,
    });

    const leaks = findLeaks(cards, [...(await serverEvidence(stack)), ...(await traffic.evidence())]);

    const found = leaks.map(({ where, form }) => `${where}: ${form}`);
    expect(found).toContain('file logs/planted.log: number, plain or separated');
    expect(found).toContain('table planted.notes: number in hex');
    expect(found).toContain('table planted.notes, bytes: number, plain or separated');
    expect(found).toContain('table planted.notes: code, named');
    expect(found).toContain('table planted.events: code, standing alone');
    expect(found).toContain('table planted.durations: code, standing alone');
    expect(found).not.toContain('table planted.sequence: code, standing alone');
    expect(found).toContain('request PUT /: number in base64');
    expect(found).toContain('socket /ws/, sent: number, plain or separated');
  } finally {
    await rm(planted, { force: true });
    await owner.query('DROP SCHEMA IF EXISTS planted CASCADE');
    await owner.end();
  }
});
