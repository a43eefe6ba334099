import { createInstallation, createNotificationStore } from '@fieldfare/db';
import type { MerchantStatusChange } from '@fieldfare/db';
import { notify } from '@fieldfare/payments';
import { idOf } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import type { Command } from '../../command.ts';
import { defineCommand } from '../../command.ts';

interface Change {
  name: string;
  summary: string;
  notes?: readonly string[];
  status: MerchantStatusChange['status'];
  already: string;
  /** What the merchant's people read at the console. */
  told: { kind: string; severity: 'critical' | 'info'; title: string; body: string };
}

/** Disables a merchant. What is under way ends as it would: the money of payments that exist is theirs to decide about. */
export const disableMerchantCommand = changeOfStatus({
  name: 'disable-merchant',
  summary: 'Lets a merchant take no more payments, within a second.',
  notes: [
    'Its open card fields are closed and its API keys refused (merchant_disabled). A payment that has begun comes to its end, and its people can still sign in to confirm, cancel and refund what there is; webhooks go on. The audit log has it, and they are told at the console.',
  ],
  status: 'disabled',
  already: 'is disabled already',
  told: {
    kind: 'merchant.disabled',
    severity: 'critical',
    title: 'This merchant was disabled',
    body: 'No new payment can begin, and API keys are refused. What there is can still be confirmed, canceled and refunded here. Ask whoever runs this server.',
  },
});

export const enableMerchantCommand = changeOfStatus({
  name: 'enable-merchant',
  summary: 'Lets a merchant that was disabled take payments again.',
  status: 'active',
  already: 'is not disabled',
  told: {
    kind: 'merchant.enabled',
    severity: 'info',
    title: 'This merchant takes payments again',
    body: 'Card fields open, and API keys are accepted as before.',
  },
});

function changeOfStatus({ name, summary, notes = [], status, already, told }: Change): Command {
  return defineCommand({
    name,
    summary,
    parameters: [{ name: 'MERCHANT', help: 'its id' }],
    notes,
    input: z.strictObject({ merchant: idOf('merchant') }),
    run: async (context, { merchant: merchantId }) => {
      const { database, clock, actor } = { ...context, database: await context.database() };
      const changed = await createInstallation(database).setMerchantStatus({ merchantId, status, actor }, clock.now());
      if (changed === null) throw new CliError(`There is no merchant ${merchantId}.`);
      if (!changed) throw new CliError(`${merchantId} ${already}.`);
      const notifications = createNotificationStore(database.pool);
      await notify(
        { notifications, clock },
        { ...told, audience: { type: 'merchant', merchantId }, subject: merchantId },
      );
      context.out(merchantId);
    },
  });
}
