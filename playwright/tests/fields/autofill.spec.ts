import type { Frame, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import type { FieldsPage } from '../../models/fields-page.ts';

const CARD = { number: '4242424242424242', name: 'Ada Lovelace', expiryMonth: '12', expiryYear: '2034', cvc: '123' };
const KINDS = ['card-number', 'card-exp', 'card-cvc', 'card-name'];
const ADDRESS = [
  { name: 'NAME_FULL', value: 'Ada Lovelace' },
  { name: 'ADDRESS_HOME_LINE1', value: '1 Hedge Lane' },
  { name: 'ADDRESS_HOME_CITY', value: 'Springfield' },
  { name: 'ADDRESS_HOME_STATE', value: 'IL' },
  { name: 'ADDRESS_HOME_ZIP', value: '62701' },
  { name: 'ADDRESS_HOME_COUNTRY', value: 'US' },
];

type Chosen = { card: typeof CARD } | { address: { fields: typeof ADDRESS } };

function frameOf(page: Page, kind: string): Frame {
  const frame = page.frames().find((each) => each.name().startsWith(`${kind}.`));
  if (frame === undefined) throw new Error(`${kind} has no frame.`);
  return frame;
}

/**
 * Lets the browser fill in a card, or an address, as if the shopper had chosen it from the browser's own list under the first input of this frame. It
 * takes the browser a moment to see a form; until then it says that there is no such field.
 */
async function autofill(page: Page, kind: string, chosen: Chosen): Promise<void> {
  const target = frameOf(page, kind);
  await target.locator('input').first().focus();
  await expect(async () => {
    const session = await page.context().newCDPSession(target);
    await session.send('DOM.enable');
    const { root } = await session.send('DOM.getDocument', { depth: 0 });
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input' });
    const { node } = await session.send('DOM.describeNode', { nodeId });
    const { frameTree } = await session.send('Page.getFrameTree');
    await session.send('Autofill.trigger', { fieldId: node.backendNodeId, frameId: frameTree.frame.id, ...chosen });
  }).toPass();
}

async function expectFilled(fields: FieldsPage): Promise<void> {
  await expect(fields.frame('card-number').getByLabel('Card number')).toHaveValue('4242 4242 4242 4242');
  await expect(fields.frame('card-exp').getByLabel('Expiration date')).toHaveValue('12 / 34');
  await expect(fields.frame('card-cvc').getByLabel('Security code')).toHaveValue('123');
  await expect(fields.frame('card-name').getByLabel('Name on card')).toHaveValue('Ada Lovelace');
}

test('one autofill of the browser fills every field of a card, across their frames', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: KINDS });
  await autofill(fields.page, 'card-number', { card: CARD });
  await expectFilled(fields);
  expect((await fields.heard('change')).at(-1)).toMatchObject({ valid: true });
});

test('one autofill of an address fills its fields and the postal code, across their frames, and no field of the card', async ({
  fieldsPage,
}) => {
  const fields = await fieldsPage({
    kinds: ['card-number', 'address-line1', 'address-city', 'address-state', 'card-postal-code'],
  });
  await autofill(fields.page, 'address-line1', { address: { fields: ADDRESS } });
  await expect(fields.frame('address-line1').getByLabel('Address')).toHaveValue('1 Hedge Lane');
  await expect(fields.frame('address-city').getByLabel('City')).toHaveValue('Springfield');
  await expect(fields.frame('address-state').getByLabel('State or region')).toHaveValue('IL');
  await expect(fields.frame('card-postal-code').getByLabel('Postal code')).toHaveValue('62701');
  await expect(fields.frame('card-number').getByLabel('Card number')).toHaveValue('');
});
