// The tables alone, for whoever shows them and needs neither a browser nor Playwright.
export { bankAccounts, TEST_BANK_ACCOUNTS } from './bank-accounts.ts';
export { cards, TEST_CARDS } from './cards.ts';
