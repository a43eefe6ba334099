import { fillCard, type HostedKind, hostedField, type TestCard } from '@fieldfare/testkit';
import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The hosted fields of a page, each found by its label inside its own frame. */
export class HostedCard {
  readonly #page: Page;
  readonly number: Locator;
  readonly expiry: Locator;
  readonly code: Locator;
  readonly name: Locator;
  readonly postalCode: Locator;

  constructor(page: Page) {
    this.#page = page;
    const field = (kind: HostedKind): Locator => hostedField(page, kind);
    this.number = field('card-number');
    this.expiry = field('card-exp');
    this.code = field('card-cvc');
    this.name = field('card-name');
    this.postalCode = field('card-postal-code');
  }

  /** Everything in the frame of one field. */
  frame(kind: HostedKind): FrameLocator {
    return this.#page.frameLocator(`iframe[name^="${kind}."]`);
  }

  /** Types a card into whatever fields the page has. */
  type(card: TestCard): Promise<void> {
    return fillCard(this.#page, card);
  }
}
