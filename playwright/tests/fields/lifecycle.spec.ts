import { cards, fillCard } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';

const CARD = ['card-number', 'card-exp', 'card-cvc'];

interface Mountable {
  mount: (target: string, options?: { signal: AbortSignal }) => void;
  unmount: () => void;
}
interface PageOfTests {
  mounted: Record<string, Mountable>;
  fields: { pay: (options?: object) => Promise<{ status: string; error: { detail: string; doc_url: string } | null }> };
}

test('closing a modal while its fields load raises nothing, then or later', async ({ fieldsPage, newWindow }) => {
  const page = await newWindow();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const fields = await fieldsPage({ kinds: CARD }, {}, page);
  await page.evaluate(async () => {
    const { mounted } = window as unknown as PageOfTests;
    for (const closeAfterMs of [0, 5, 20, 50, 100]) {
      const modal = new AbortController();
      for (const [kind, field] of Object.entries(mounted)) field.mount(`#${kind}`, { signal: modal.signal });
      const paid = (window as unknown as PageOfTests).fields.pay({ signal: modal.signal });
      await new Promise((resolve) => setTimeout(resolve, closeAfterMs));
      modal.abort();
      await paid;
    }
  });
  // Longer than a frame that is silent is waited for.
  await page.waitForTimeout(1_500);
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(problems).toEqual([]);
  expect(await fields.heard('error')).toEqual([]);
});

test('a payment that is stopped while its fields load was not sent, and says so with a code and where to read more', async ({
  fieldsPage,
  stack,
}) => {
  const { page } = await fieldsPage({ kinds: CARD });
  const result = await page.evaluate(() => {
    const { mounted, fields } = window as unknown as PageOfTests;
    mounted['card-number']?.mount('#card-number');
    const stop = new AbortController();
    const paid = fields.pay({ signal: stop.signal });
    stop.abort();
    return paid;
  });
  expect(result).toMatchObject({
    status: 'error',
    error: { detail: 'aborted', doc_url: `${stack.fields}/sdk/v1/errors#aborted` },
  });
});

test('paying without a field that can pay is refused by a code', async ({ fieldsPage }) => {
  const { page } = await fieldsPage({ kinds: ['card-name'] });
  const code = await page.evaluate(() =>
    (window as unknown as PageOfTests).fields.pay().then(
      () => 'answered',
      (error: { code: string }) => error.code,
    ),
  );
  expect(code).toBe('host_missing');
});

test('a field that the page moves keeps its value where the browser can, and otherwise says that it is empty', async ({
  fieldsPage,
}) => {
  const fields = await fieldsPage({ kinds: CARD, extra: '<main id="elsewhere"></main>' });
  const { page } = fields;
  await fillCard(page, cards.visa);
  const number = fields.frame('card-number').getByLabel('Card number');
  const lastOf = async (kind: string) => (await fields.heard('change')).findLast((state) => state['kind'] === kind);

  await page.evaluate(() => {
    const [elsewhere, box] = [document.querySelector('#elsewhere'), document.querySelector('#card-number')];
    (elsewhere as unknown as { moveBefore: (node: Node | null, before: null) => void }).moveBefore(box, null);
  });
  await expect(number).toHaveValue('4242 4242 4242 4242');
  expect(await lastOf('card-number')).toMatchObject({ empty: false, complete: true });

  await page.evaluate(() => {
    const box = document.querySelector('#card-number');
    if (box !== null) document.body.prepend(box);
  });
  await expect.poll(() => lastOf('card-number')).toMatchObject({ empty: true, complete: false, focused: false });
  await expect(number).toHaveValue('');
  const pay = () => page.evaluate(() => (window as unknown as PageOfTests).fields.pay());
  expect(await pay()).toMatchObject({ status: 'invalid', error: { detail: 'number_required' } });
  await number.pressSequentially(cards.visa.number);
  expect(await pay()).toMatchObject({ status: 'authorized' });
});
