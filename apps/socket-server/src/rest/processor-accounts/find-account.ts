import type { KeptProcessorAccount } from '@fieldfare/db';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { findOwn } from '../find-own.ts';

/** The caller's account of that id. */
export function findAccount(
  { processorAccounts }: Deps,
  caller: Caller,
  wanted: string,
): Promise<KeptProcessorAccount> {
  return findOwn('processor_account', caller, (scope) => processorAccounts.find(wanted, scope));
}
