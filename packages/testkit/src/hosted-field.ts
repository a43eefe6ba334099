import type { Locator, Page } from '@playwright/test';

/** Kinds of hosted field with their English labels; pass others for a page that overrides them. */
export const FIELD_LABELS = {
  'card-number': 'Card number',
  'card-exp': 'Expiration date',
  'card-exp-month': 'Expiration month',
  'card-exp-year': 'Expiration year',
  'card-cvc': 'Security code',
  'card-name': 'Name on card',
  'card-postal-code': 'Postal code',
  'account-name': 'Account holder name',
  'account-type': 'Account type',
  'routing-number': 'Routing number',
  'account-number': 'Account number',
} as const;

export type HostedKind = keyof typeof FIELD_LABELS;
export type FieldLabels = Readonly<Record<HostedKind, string>>;

/** The input inside the frame of one hosted field. */
export function hostedField(page: Page, kind: HostedKind, labels: FieldLabels = FIELD_LABELS): Locator {
  return page.frameLocator(frameOf(kind)).getByLabel(labels[kind], { exact: true });
}

/** Selects the frame of one kind, as the SDK addresses it. */
export function frameOf(kind: HostedKind | 'card'): string {
  return `iframe[name^="${kind}."]`;
}

/** Whether the page shows a frame of this kind now. */
export async function isOnPage(page: Page, kind: HostedKind | 'card'): Promise<boolean> {
  return (await page.locator(frameOf(kind)).count()) > 0;
}
