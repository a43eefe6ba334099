import type { Locator, Page } from '@playwright/test';
import type { TestCard } from './cards.ts';

/** Kinds of hosted field with their English labels; pass others for a page that overrides them. */
export const FIELD_LABELS = {
  'card-number': 'Card number',
  'card-exp': 'Expiration date',
  'card-cvc': 'Security code',
  'card-name': 'Name on card',
  'card-postal-code': 'Postal code',
} as const;

export type HostedKind = keyof typeof FIELD_LABELS;
export type FieldLabels = Readonly<Record<HostedKind, string>>;

const VALUES: Readonly<Record<HostedKind, keyof TestCard>> = {
  'card-number': 'number',
  'card-exp': 'expiry',
  'card-cvc': 'cvc',
  'card-name': 'name',
  'card-postal-code': 'postalCode',
};

/** The input inside the frame of one hosted field. */
export function hostedField(page: Page, kind: HostedKind, labels: FieldLabels = FIELD_LABELS): Locator {
  return page.frameLocator(`iframe[src*="kind=${kind}&"]`).getByLabel(labels[kind], { exact: true });
}

/**
 * Types a card into the hosted fields of a page, key by key as a person does. Fields that the page does not mount are skipped. Waits for
 * the number field to have loaded.
 */
export async function fillCard(page: Page, card: TestCard, labels: FieldLabels = FIELD_LABELS): Promise<void> {
  await hostedField(page, 'card-number', labels).waitFor();
  for (const kind of Object.keys(VALUES) as HostedKind[]) {
    if ((await page.locator(`iframe[src*="kind=${kind}&"]`).count()) === 0) continue;
    const field = hostedField(page, kind, labels);
    await field.fill('');
    await field.pressSequentially(card[VALUES[kind]]);
  }
}
