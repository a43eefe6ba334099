export { bankAccounts, TEST_BANK_ACCOUNTS } from './bank-accounts.ts';
export { cards, TEST_CARDS } from './cards.ts';
export { createOffline } from './offline/create-offline.ts';
export type { Offline } from './offline/create-offline.ts';
export type { OfflineOptions, OfflineSavedCard } from './offline/offline-options.ts';
