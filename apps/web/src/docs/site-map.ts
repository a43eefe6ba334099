/** A page of the documentation. */
export interface DocsEntry {
  /** Its address. */
  href: string;
  title: string;
  /** What one finds there, in a sentence. */
  summary: string;
  /** A document of its own, that is left by a whole page load. */
  isOwnDocument?: boolean;
}

export interface DocsSection {
  title: string;
  entries: readonly DocsEntry[];
}

const page = (slug: string, title: string, summary: string): DocsEntry => ({ href: `/docs/${slug}`, title, summary });

/** All there is, in the order in which one needs it. Every page of `content/docs` stands here once; a test compares the two. */
export const SITE_MAP: readonly DocsSection[] = [
  {
    title: 'Begin',
    entries: [
      page('quick-start', 'Quick start', 'A checkout of your own that takes a card, in five minutes.'),
      // Its policy alone lets it frame fields, and comes with a document.
      {
        ...page('playground', 'Playground', 'Real fields to try, with an editor for their looks.'),
        isOwnDocument: true,
      },
      page('how-it-works', 'How it works', 'Who sees the card, what a session is, what a payment goes through.'),
      page('test-cards', 'Test cards', 'Cards and bank accounts of the sandbox bank, and what each does.'),
    ],
  },
  {
    title: 'Take payments',
    entries: [
      page('accept-a-card', 'Accept a card', 'Fields, the Pay button and every outcome of it.'),
      page('accept-ach', 'Accept a bank account', 'ACH debits: fields, the authorization text, settling and returns.'),
      page('save-a-card', 'Save a card', 'Save a card with its owner there, and charge it later.'),
      page('confirm-and-cancel', 'Confirm and cancel', 'Capture what was authorized, or void it.'),
      page('refunds', 'Refunds', 'Return all of it or a part.'),
      page('challenges', '3-D Secure challenges', 'When the bank wants to hear from its cardholder first.'),
    ],
  },
  {
    title: 'Hear of them',
    entries: [
      page('live-status', 'Live status', 'The page follows its payment without polling.'),
      page('webhooks', 'Webhooks', 'Your server is told of everything that concerns your money.'),
    ],
  },
  {
    title: 'Make it yours',
    entries: [
      page('appearance', 'Appearance', 'Themes, variables and rules; fonts.'),
      page('languages', 'Languages and messages', 'Twenty languages, and every sentence replaceable.'),
      page('react', 'React', 'Components and hooks.'),
      page('web-components', 'Web components', 'Fields as elements, also in shadow DOM.'),
      page('websocket', 'Plain WebSocket', 'The protocol by hand.'),
    ],
  },
  {
    title: 'Run it',
    entries: [
      page('testing', 'Testing', 'The testkit: Playwright helpers and an offline mode.'),
      page('security-headers', 'CSP and security headers', 'What your page’s policy must allow, and nothing more.'),
      page('keys-and-idempotency', 'API keys and idempotency', 'Keys, scopes, and requests that are safe to repeat.'),
      page('second-factor', 'Second factor', 'A code from your phone besides the password.'),
      page('going-live', 'Going live', 'What to check before real money.'),
    ],
  },
  {
    title: 'Reference',
    entries: [
      {
        href: '/docs/api',
        title: 'API reference',
        summary: 'Every address of REST, with a command to try it.',
        isOwnDocument: true,
      },
      page('errors', 'Errors', 'What each code means and what to do.'),
    ],
  },
];

/** The entry of an address; undefined where there is none. */
export function entryOf(href: string): DocsEntry | undefined {
  return SITE_MAP.flatMap(({ entries }) => entries).find((entry) => entry.href === href);
}
