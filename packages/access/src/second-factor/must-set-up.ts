import type { ConsoleUser } from '../ports.ts';

/** Whether somebody has to set up a second factor before they may do anything else. */
export function mustSetUpSecondFactor({
  secondFactorAt,
  memberships,
}: {
  secondFactorAt: ConsoleUser['secondFactorAt'];
  memberships: readonly { requiresSecondFactor: boolean }[];
}): boolean {
  return secondFactorAt === null && memberships.some(({ requiresSecondFactor }) => requiresSecondFactor);
}
