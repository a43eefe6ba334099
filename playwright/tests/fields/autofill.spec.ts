import type { Frame, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import type { FieldsPage } from '../../models/fields-page.ts';

const CARD = { number: '4242424242424242', name: 'Ada Lovelace', expiryMonth: '12', expiryYear: '2034', cvc: '123' };
const KINDS = ['card-number', 'card-exp', 'card-cvc', 'card-name'];

/**
 * Lets the browser fill in a card as if the shopper had chosen it from the browser's own list under the first input of this frame. It
 * takes the browser a moment to see a form; until then it says that there is no such field.
 */
async function autofill(page: Page, target: Page | Frame): Promise<void> {
  await target.locator('input').first().focus();
  await expect(async () => {
    const session = await page.context().newCDPSession(target);
    await session.send('DOM.enable');
    const { root } = await session.send('DOM.getDocument', { depth: 0 });
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input' });
    const { node } = await session.send('DOM.describeNode', { nodeId });
    const { frameTree } = await session.send('Page.getFrameTree');
    await session.send('Autofill.trigger', { fieldId: node.backendNodeId, frameId: frameTree.frame.id, card: CARD });
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
  const number = fields.page.frames().find((frame) => frame.url().includes('kind=card-number&'));
  if (number === undefined) throw new Error('The number has no frame.');
  await autofill(fields.page, number);
  await expectFilled(fields);
  expect((await fields.heard('change')).at(-1)).toMatchObject({ valid: true });
});
