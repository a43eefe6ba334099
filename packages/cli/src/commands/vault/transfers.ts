import { createTransferStore } from '@fieldfare/db';
import { idOf } from '@fieldfare/protocol';
import { approveTransfer, cancelTransfer } from '@fieldfare/vault/transfers';
import type { TransferDirection } from '@fieldfare/vault/transfers';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import type { Command } from '../../command.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import { signIn } from '../../people/sign-in.ts';
import { table } from '../../table.ts';

const ID = { name: 'ID', help: 'the transfer (xfer_…)' };
const AS = {
  value: 'EMAIL',
  help: 'the administrator who does it; the password is read from stdin, and on a second line the code of their second factor, if they have one',
};
const HEADER = ['TRANSFER', 'STATE', 'MERCHANT', 'CARDS', 'ASKED', 'NOT BEFORE', 'ENDED'];
const LISTED = 50;

export function approveTransferCommand(direction: TransferDirection): Command {
  const whose =
    direction === 'export' ? 'the key that it is sealed to' : 'the key that the other vault signs its file with';
  return defineCommand({
    name: `vault ${direction} approve`,
    summary: `Approves an ${direction} that somebody else asked for; its delay begins.`,
    parameters: [ID],
    options: {
      thumbprint: {
        value: 'TEXT',
        help: `of ${whose}, as the other vault's people told it, not as a file of theirs says`,
      },
      as: AS,
    },
    input: z.strictObject({ id: idOf('transfer'), thumbprint: z.string().trim().min(1), as: z.string().min(3) }),
    run: async (context, { id, thumbprint, as }) => {
      const store = await storeFor(context, direction, id);
      await approveTransfer(store, id, thumbprint, await signIn(context, as));
      const approved = await store.find(id);
      context.out(
        `${id} is approved. It may run from ${approved?.notBefore?.toISOString()} to ${approved?.expiresAt?.toISOString()}.`,
      );
    },
  });
}

export function cancelTransferCommand(direction: TransferDirection): Command {
  return defineCommand({
    name: `vault ${direction} cancel`,
    summary: `Cancels an ${direction} that is not over, and destroys its key.`,
    parameters: [ID],
    options: { as: AS },
    input: z.strictObject({ id: idOf('transfer'), as: z.string().min(3) }),
    run: async (context, { id, as }) => {
      const store = await storeFor(context, direction, id);
      await cancelTransfer(store, id, await signIn(context, as));
      context.out(`${id} is canceled.`);
    },
  });
}

export function listTransfersCommand(direction: TransferDirection): Command {
  return defineCommand({
    name: `vault ${direction} list`,
    summary: `Shows the latest ${direction}s and how far they are.`,
    input: z.strictObject({}),
    run: async (context) => {
      const store = createTransferStore((await context.database()).pool);
      const rows = (await store.list(direction, LISTED)).map((transfer) => [
        transfer.id,
        transfer.state,
        transfer.merchantId,
        `${transfer.rows} of ${transfer.maxRows}`,
        transfer.requestedAt.toISOString(),
        transfer.notBefore?.toISOString() ?? '-',
        transfer.endedAt?.toISOString() ?? '-',
      ]);
      for (const line of table(HEADER, rows)) context.out(line);
    },
  });
}

/** An export is not approved by the command for imports: the two ask for different thumbprints. */
async function storeFor(context: Context, direction: TransferDirection, id: string) {
  const store = createTransferStore((await context.database()).pool);
  if ((await store.find(id))?.direction === direction) return store;
  throw new CliError(`There is no ${direction} ${id}.`);
}
