import type { Locator, Page } from '@playwright/test';
import type { TestCard } from './cards.ts';
import { FIELD_LABELS, frameOf, hostedField, isOnPage } from './hosted-field.ts';
import type { FieldLabels, HostedKind } from './hosted-field.ts';

const COMBINED: ReadonlySet<HostedKind> = new Set(['card-number', 'card-exp', 'card-cvc']);

const VALUES: Readonly<Partial<Record<HostedKind, (card: TestCard) => string>>> = {
  'card-number': ({ number }) => number,
  'card-exp': ({ expiry }) => expiry,
  'card-exp-month': ({ expiry }) => expiry.slice(0, 2),
  'card-exp-year': ({ expiry }) => expiry.slice(-2),
  'card-cvc': ({ cvc }) => cvc,
  'card-name': ({ name }) => name,
  'card-postal-code': ({ postalCode }) => postalCode,
};

/**
 * Types a card into the hosted fields of a page, key by key as a person does, be they fields of their own or the combined `card`. Fields
 * that the page does not mount are skipped. Waits for the number to have loaded; where none does, Playwright's own timeout says so.
 */
export async function fillCard(page: Page, card: TestCard, labels: FieldLabels = FIELD_LABELS): Promise<void> {
  await page
    .locator(`${frameOf('card-number')}, ${frameOf('card')}`)
    .first()
    .waitFor();
  const isCombined = await isOnPage(page, 'card');
  for (const [kind, valueOf] of Object.entries(VALUES) as [HostedKind, (card: TestCard) => string][]) {
    const isPart = isCombined && COMBINED.has(kind);
    if (!isPart && !(await isOnPage(page, kind))) continue;
    const field = isPart
      ? page.frameLocator(frameOf('card')).getByLabel(labels[kind], { exact: true })
      : hostedField(page, kind, labels);
    await typeInto(field, valueOf(card));
  }
}

async function typeInto(field: Locator, value: string): Promise<void> {
  await field.fill('');
  await field.pressSequentially(value);
}
