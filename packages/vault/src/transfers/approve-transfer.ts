import type { TransferStore } from './ports.ts';
import { transferRefusal } from './transfer-error.ts';

const REFUSALS = {
  not_found: 'There is no such transfer.',
  not_admin: 'Only an administrator of the installation may do this.',
  same_person: 'Whoever asked for a transfer cannot approve it: a second person must.',
  person_left:
    'Who asked for it or approved it is no administrator of the installation any more. Cancel it and ask for another transfer.',
  thumbprint_mismatch:
    "The thumbprint is not that of the key which was asked for. Ask the other vault's people again, by a way that nobody in between can change, and cancel the transfer if it still differs.",
  requested: 'It has not been approved yet.',
  approved: 'It has been approved already.',
  running: 'It is running already.',
  finished: 'It is finished.',
  canceled: 'It was canceled.',
  too_early: 'Its delay is not over yet.',
  expired: 'Nobody approved or ran it in its time: ask for another transfer.',
  too_many_rows:
    'The merchant has more cards than were asked for, so none are exported. Ask for another transfer with a higher row limit.',
} as const;

/** A second person confirms a transfer by the thumbprint of the other vault's key; its delay begins. */
export async function approveTransfer(
  store: TransferStore,
  id: string,
  thumbprint: string,
  userId: string,
): Promise<void> {
  const verdict = await store.approve(id, thumbprint, userId);
  if (verdict !== 'approved_now') throw transferRefusal(verdict, REFUSALS[verdict]);
}

/** Ends a transfer that is not over, at any moment, and destroys its key. Any administrator may. */
export async function cancelTransfer(store: TransferStore, id: string, userId: string): Promise<void> {
  const verdict = await store.cancel(id, userId);
  if (verdict !== 'canceled_now') throw transferRefusal(verdict, REFUSALS[verdict]);
}

/** Lets an approved transfer run, now that its delay is over; says why where it may not. */
export async function startTransfer(store: TransferStore, id: string): Promise<void> {
  const verdict = await store.start(id);
  if (verdict !== 'running') throw transferRefusal(verdict, REFUSALS[verdict]);
}
