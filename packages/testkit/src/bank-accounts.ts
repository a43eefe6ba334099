/** A bank account as its owner would type it. */
export interface TestBankAccount {
  holderName: string;
  type: 'checking' | 'savings';
  routingNumber: string;
  accountNumber: string;
}

/** What becomes of a debit once it was confirmed. Every account is authorized first. */
export interface BankAccountOutcome {
  settles: boolean;
  /** The ACH network's code that the bank returns it with, before or after it settled. */
  returnCode: string | null;
  words: string;
}

export interface TestBankAccountEntry {
  account: TestBankAccount;
  outcome: BankAccountOutcome;
}

const account = (
  accountNumber: string,
  outcome: BankAccountOutcome,
  routingNumber = '110000000',
): TestBankAccountEntry => ({
  account: { holderName: 'Test Shopper', type: 'checking', routingNumber, accountNumber },
  outcome,
});

/** The sandbox bank's published accounts with what becomes of each. */
export const TEST_BANK_ACCOUNTS = {
  settles: account('000123456789', { settles: true, returnCode: null, words: 'Settles.' }),
  insufficientFunds: account('000222222227', {
    settles: false,
    returnCode: 'R01',
    words: 'Returned for lack of funds.',
  }),
  closed: account('000111111113', { settles: false, returnCode: 'R02', words: 'Returned: the account is closed.' }),
  unknownAccount: account('000111111116', {
    settles: false,
    returnCode: 'R03',
    words: 'Returned: there is no such account.',
  }),
  unauthorized: account('000333333335', {
    settles: true,
    returnCode: 'R10',
    words: 'Settles, and its owner says afterwards that nobody was allowed to debit it.',
  }),
  unreachableBank: account(
    '000123456789',
    { settles: false, returnCode: 'R13', words: 'Returned: the sandbox reaches no other bank.' },
    '021000021',
  ),
} as const satisfies Record<string, TestBankAccountEntry>;

export type TestBankAccountName = keyof typeof TEST_BANK_ACCOUNTS;

/** The accounts alone, by name: `bankAccounts.settles`. */
export const bankAccounts = Object.fromEntries(
  Object.entries(TEST_BANK_ACCOUNTS).map(([name, entry]) => [name, entry.account]),
) as Readonly<Record<TestBankAccountName, TestBankAccount>>;
