import { CustomerInvitation, idOf } from '@fieldfare/protocol';
import * as z from 'zod';
import { askApi } from '../../api/ask-api.ts';
import { defineCommand } from '../../command.ts';

export const inviteCustomerCommand = defineCommand({
  name: 'invite-customer',
  summary: 'Invites a customer to an account of their own, and prints the address to hand over.',
  parameters: [{ name: 'CUSTOMER', help: 'whom (cus_…); needs an e-mail' }],
  options: { json: { help: 'print JSON' } },
  notes: [
    'Asks the payment server of "npm start", or that of PAYMENTS_ORIGIN with the key of FIELDFARE_SECRET_KEY. Whoever opens the address chooses the password, once, within seven days; a new invitation voids the one before it. The account shows what this customer paid and saved, and nothing else.',
  ],
  input: z.strictObject({ customer: idOf('customer'), json: z.boolean().default(false) }),
  run: async (context, { customer, json }) => {
    const path = `/v1/customers/${customer}/account`;
    const invitation = await askApi(await context.api(), {
      method: 'POST',
      path,
      schema: CustomerInvitation,
      signal: context.signal,
    });
    context.out(json ? JSON.stringify(invitation) : invitation.url);
  },
});
