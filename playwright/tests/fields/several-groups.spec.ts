import { cards } from '@fieldfare/testkit';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import { createMerchant } from '../../support/create-merchant.ts';
import type { Session } from '../../support/rest-client.ts';
import { showPage } from '../../support/show-page.ts';

interface Groups {
  heard: Record<'a' | 'b', string[]>;
  groups: Record<'a' | 'b', { pay: () => Promise<{ status: string; payment: { id: string } | null }> }>;
}

const KINDS = ['card-number', 'card-exp', 'card-cvc'];
const VALUES = [cards.visa.number, cards.visa.expiry, cards.visa.cvc];
const LABELS = ['Card number', 'Expiration date', 'Security code'];

/** Two groups of fields on one page, each with a session of its own. */
const html = (
  fieldsOrigin: string,
  a: Session,
  b: Session,
): string => `<!doctype html><html lang="en"><title>Two</title>
${['a', 'b'].map((group) => KINDS.map((kind) => `<div id="${group}-${kind}"></div>`).join('')).join('<hr>')}
<script src="${fieldsOrigin}/sdk/v1/fieldfare.js"></script>
<script>
  const groups = {}, heard = { a: [], b: [] };
  for (const [name, session] of Object.entries(${JSON.stringify({ a: a.pt_token, b: b.pt_token })})) {
    const fields = groups[name] = Fieldfare({ fieldsOrigin: '${fieldsOrigin}' }).fields({ session });
    for (const event of ['change', 'status', 'error']) fields.on(event, (payload) => payload.empty !== true && heard[name].push(event + ' ' + (payload.id ?? payload.kind ?? payload.detail)));
    for (const kind of ${JSON.stringify(KINDS)}) fields.create(kind).mount('#' + name + '-' + kind);
  }
  Object.assign(window, { groups, heard });
</script></html>`;

const heard = (page: Page, group: 'a' | 'b') =>
  page.evaluate((name) => (window as unknown as Groups).heard[name], group);
const pay = (page: Page, group: 'a' | 'b') =>
  page.evaluate((name) => (window as unknown as Groups).groups[name].pay(), group);

async function type(page: Page, group: 'a' | 'b'): Promise<void> {
  for (const [index, kind] of KINDS.entries()) {
    const field = page.frameLocator(`#${group}-${kind} iframe`).getByLabel(LABELS[index] ?? '');
    await field.pressSequentially(VALUES[index] ?? '');
  }
}

test('two groups of fields on one page each pay their own session, and neither hears of the other', async ({
  newWindow,
  stack,
  api,
}) => {
  const page = await newWindow();
  const [a, b] = [await api.createSession({ amountMinor: 1100 }), await api.createSession({ amountMinor: 2200 })];
  await showPage({ page, stack, path: 'two-groups-of-the-tests', html: html(stack.fields, a, b) });
  await type(page, 'a');
  expect(await heard(page, 'b')).toEqual([]);
  expect(await pay(page, 'b')).toMatchObject({ status: 'invalid' });
  const first = await pay(page, 'a');
  expect(first).toMatchObject({ status: 'authorized', payment: { amount_minor: 1100 } });
  await type(page, 'b');
  expect(await pay(page, 'b')).toMatchObject({ status: 'authorized', payment: { amount_minor: 2200 } });
  expect(await heard(page, 'b')).not.toContain(`status ${first.payment?.id}`);
});

test('two merchants’ fields on one page are of two documents, and neither’s frame can be driven by the other’s', async ({
  newWindow,
  stack,
  api,
}) => {
  const page = await newWindow();
  const other = await createMerchant(stack, `Other ${crypto.randomUUID()}`);
  const [a, b] = [await api.createSession({ amountMinor: 1300 }), await other.createSession({ amountMinor: 2300 })];
  await showPage({ page, stack, path: 'two-merchants-of-the-tests', html: html(stack.fields, a, b) });
  await type(page, 'a');
  await type(page, 'b');
  const frames = await page
    .locator('iframe')
    .evaluateAll((elements) =>
      elements.map((element) => element as HTMLIFrameElement).map(({ src, name }) => ({ src, name })),
    );
  expect(new Set(frames.map(({ src }) => new URL(src).pathname)).size).toBe(2);

  // Whoever controls the other merchant's frame may send what it likes: to the page in the name of this one's, and to this one's directly.
  const [, frameId] = frames.find(({ name }) => name.startsWith('card-number.'))?.name.split('.') ?? [];
  const before = await heard(page, 'a');
  const [, hostile] = page.frames().filter((frame) => frame.name().startsWith('card-number.'));
  await hostile?.evaluate((frame) => {
    for (const message of [
      { type: 'fieldfare:boot', frame },
      { type: 'ready' },
      { type: 'fieldfare:connect', frame, pt_token: null, setup: { label: 'Not yours' } },
    ]) {
      parent.postMessage(message, '*', [new MessageChannel().port1]);
      for (let index = 0; index < parent.length; index++) {
        parent[index]?.postMessage(message, '*', [new MessageChannel().port1]);
      }
    }
  }, frameId);
  await expect(page.frameLocator('#a-card-number iframe').getByLabel('Card number')).toHaveValue('4242 4242 4242 4242');
  expect(await heard(page, 'a')).toEqual(before);
  expect(await pay(page, 'a')).toMatchObject({ status: 'authorized', payment: { amount_minor: 1300 } });
  expect(await pay(page, 'b')).toMatchObject({ status: 'authorized', payment: { amount_minor: 2300 } });
});
