import { createPasswordHasher } from '@fieldfare/access';
import { createConsoleUserStore, createInstallation, createMerchantDirectory } from '@fieldfare/db';
import { freeText, idOf, MerchantRole, UserRole } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';

// PCI DSS 8.3.6: twelve characters, letters and digits.
const MIN_PASSWORD = 12;

export const createUserCommand = defineCommand({
  name: 'create-user',
  summary: 'Makes an account of the console and prints its id. The password is read from stdin.',
  options: {
    email: { value: 'EMAIL', help: 'what they sign in with' },
    name: { value: 'NAME', help: 'what the audit log calls them' },
    role: { value: 'ROLE', help: 'ADMIN runs the installation, VENDOR (default) works for a merchant' },
    merchant: { value: 'ID', help: 'a merchant that they work for' },
    'merchant-role': { value: 'ROLE', help: `what they may do there: ${MerchantRole.options.join(', ')}` },
    json: { help: 'print JSON' },
  },
  notes: [
    `The password needs at least ${MIN_PASSWORD} characters, among them a letter and a digit (PCI DSS 8.3.6). It is asked for on a terminal and read from the first line otherwise: it never stands in the arguments.`,
  ],
  input: z
    .strictObject({
      email: z.email('is not an e-mail address').transform((email) => email.trim().toLowerCase()),
      name: freeText(120).trim().min(1),
      role: UserRole.exclude(['CUSTOMER'], {
        error: 'is ADMIN or VENDOR; a shopper is invited: invite-customer',
      }).default('VENDOR'),
      merchant: idOf('merchant').optional(),
      merchantRole: MerchantRole.optional(),
      json: z.boolean().default(false),
    })
    .refine(({ merchant, merchantRole }) => (merchant === undefined) === (merchantRole === undefined), {
      path: ['merchantRole'],
      message: 'goes with --merchant, and one needs the other',
    }),
  run: async (context, { email, name, role, merchant, merchantRole, json }) => {
    const database = await context.database();
    if (await createConsoleUserStore(database).findUserByEmail(email, null))
      throw new CliError(`There is an account with ${email} already.`);
    if (merchant !== undefined && !(await createMerchantDirectory(database).profile(merchant)))
      throw new CliError(`There is no merchant ${merchant}.`);
    const passwordHash = await hashPassword(await context.readPassword(`Password for ${email}`));
    const installation = createInstallation(database);
    const id = await installation.ensureUser({ email, name, passwordHash, role }, context.clock.now());
    if (merchant !== undefined && merchantRole !== undefined)
      await installation.setMembership(id, merchant, merchantRole);
    context.out(json ? JSON.stringify({ user: id }) : id);
  },
});

async function hashPassword(password: string): Promise<string> {
  if (password.length < MIN_PASSWORD || !/\p{L}/u.test(password) || !/\d/.test(password))
    throw new CliError(`The password needs at least ${MIN_PASSWORD} characters, among them a letter and a digit.`);
  const hasher = createPasswordHasher();
  try {
    return await hasher.hash(password);
  } finally {
    await hasher.close();
  }
}
