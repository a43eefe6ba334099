import { createInstallation } from '@fieldfare/db';
import { FeeMode, freeText, inQuery, Profile, StatementDescriptor } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';

export const createMerchantCommand = defineCommand({
  name: 'create-merchant',
  summary: 'Makes a merchant and prints its id.',
  options: {
    name: { value: 'NAME', help: 'what it is called in the console' },
    origin: {
      value: 'ORIGIN',
      help: 'may embed its card fields, such as https://shop.example; repeat for more',
      isMultiple: true,
    },
    'statement-descriptor': { value: 'TEXT', help: 'what cardholders read on their statement, 5 to 22 characters' },
    'fee-mode': { value: 'MODE', help: 'merchant_fee (default) or service_fee, which the shopper pays on top' },
    'fee-bps': { value: 'N', help: 'fee in hundredths of a percent (default 0)' },
    'fee-fixed-minor': { value: 'N', help: 'fixed part of the fee, in minor units (default 0)' },
    json: { help: 'print JSON' },
  },
  input: z.strictObject({
    name: freeText(120).trim().min(1),
    origin: Profile.shape.allowed_origins.min(1, 'at least one origin is needed'),
    statementDescriptor: StatementDescriptor,
    feeMode: FeeMode.default('merchant_fee'),
    feeBps: inQuery(Profile.shape.fee_bps).default(0),
    feeFixedMinor: inQuery(Profile.shape.fee_fixed_minor).default(0),
    json: z.boolean().default(false),
  }),
  run: async (context, { origin, json, ...merchant }) => {
    const installation = createInstallation(await context.database());
    const existing = await installation.findMerchantByName(merchant.name);
    if (existing) throw new CliError(`There is a merchant of this name already: ${existing}.`);
    const id = await installation.createMerchant({ ...merchant, allowedOrigins: origin }, context.clock.now());
    context.out(json ? JSON.stringify({ merchant: id }) : id);
  },
});
