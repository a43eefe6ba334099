import type { KeptProcessorAccount } from '@fieldfare/db';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { findOwn } from '../find-own.ts';

/** The caller's account of that id. A merchant has a handful of them. */
export function findAccount(
  { processorAccounts }: Deps,
  caller: Caller,
  wanted: string,
): Promise<KeptProcessorAccount> {
  return findOwn('processor_account', caller, async (scope) =>
    (await processorAccounts.list(scope)).find(({ id }) => id === wanted),
  );
}
