export { answerChallenge, cancelChallenge, CHALLENGE_WORDS, RIGHT_CODE } from './answer-challenge.ts';
export type { ChallengeWords } from './answer-challenge.ts';
export { bankAccounts, TEST_BANK_ACCOUNTS } from './bank-accounts.ts';
export type {
  BankAccountOutcome,
  TestBankAccount,
  TestBankAccountEntry,
  TestBankAccountName,
} from './bank-accounts.ts';
export { cards, TEST_CARDS } from './cards.ts';
export type { CardOutcome, TestCard, TestCardEntry, TestCardName } from './cards.ts';
export { expectAuthorized, expectCaptured, expectDeclined, expectPayment } from './expect-payment.ts';
export type { ExpectOptions } from './expect-payment.ts';
export { fillBankAccount } from './fill-bank-account.ts';
export { fillCard } from './fill-card.ts';
export { FIELD_LABELS, hostedField } from './hosted-field.ts';
export type { FieldLabels, HostedKind } from './hosted-field.ts';
export { paymentsOf, watchPayments } from './watch-payments.ts';
export type { SeenPayment } from './watch-payments.ts';
