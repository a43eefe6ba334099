import type { Mode, ProcessorAccount } from '@fieldfare/protocol';

export interface PaymentsWithoutAccounts {
  mode: Mode;
  /** The sandbox bank takes the test payments that no account takes. In production there is none. */
  hasSandbox: boolean;
}

const SANDBOX = 'Test payments go to the sandbox bank, which moves no money.';

/** For a merchant who has added no account yet. */
export function noAccountWords({ mode, hasSandbox }: PaymentsWithoutAccounts): string {
  if (mode === 'test' && hasSandbox) return `${SANDBOX} Add a test account of Stripe or Braintree to try yours.`;
  return `No ${mode} payment can be made before you add an account at a processor.`;
}

/** What it means that every account is disabled; null where one is enabled. */
export function allDisabledWords(
  accounts: Pick<ProcessorAccount, 'enabled'>[],
  { mode, hasSandbox }: PaymentsWithoutAccounts,
): string | null {
  if (accounts.some(({ enabled: isEnabled }) => isEnabled)) return null;
  const now = mode === 'test' && hasSandbox ? SANDBOX : `No ${mode} payment can be made.`;
  return `${now} Enable an account to have it take them.`;
}
