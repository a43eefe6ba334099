import { createPasswordHasher, meetsPasswordRule, PASSWORD_RULE } from '@fieldfare/access';
import { createConsoleUserStore, createInstallation, createMerchantDirectory } from '@fieldfare/db';
import { freeText, idOf, MerchantRole, UserRole } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import { makeOneTimePassword } from '../../people/make-one-time-password.ts';

export const createUserCommand = defineCommand({
  name: 'create-user',
  summary: 'Makes an account of the console and prints its id. The password is read from stdin.',
  options: {
    email: { value: 'EMAIL', help: 'what they sign in with' },
    name: { value: 'NAME', help: 'what the audit log calls them' },
    role: { value: 'ROLE', help: 'ADMIN runs the installation, VENDOR (default) works for a merchant' },
    merchant: { value: 'ID', help: 'a merchant that they work for' },
    'merchant-role': { value: 'ROLE', help: `what they may do there: ${MerchantRole.options.join(', ')}` },
    'one-time': {
      help: 'print a one-time password, which they replace at their first sign-in, instead of reading one',
    },
    json: { help: 'print JSON' },
  },
  notes: [
    `The password needs ${PASSWORD_RULE} (PCI DSS 8.3.6). It is asked for on a terminal and read from the first line otherwise: it never stands in the arguments. Somebody else's is not yours to choose: use --one-time (8.3.5), and hand over what it prints within a day.`,
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
      oneTime: z.boolean().default(false),
      json: z.boolean().default(false),
    })
    .refine(({ merchant, merchantRole }) => (merchant === undefined) === (merchantRole === undefined), {
      path: ['merchantRole'],
      message: 'goes with --merchant, and one needs the other',
    }),
  run: async (context, { email, name, role, merchant, merchantRole, oneTime, json }) => {
    const database = await context.database();
    if (await createConsoleUserStore(database).findUserByEmail(email, null))
      throw new CliError(`There is an account with ${email} already.`);
    if (merchant !== undefined && !(await createMerchantDirectory(database).profile(merchant)))
      throw new CliError(`There is no merchant ${merchant}.`);
    const { password, ...hashed } = oneTime
      ? await makeOneTimePassword(context.clock.now())
      : await readOwnPassword(context, email);
    const installation = createInstallation(database);
    const [user, at] = [{ email, name, role, ...hashed }, context.clock.now()];
    const id =
      merchant !== undefined && merchantRole !== undefined
        ? await installation.createMember(user, { merchantId: merchant, role: merchantRole, actor: context.actor, at })
        : await installation.ensureUser(user, at);
    if (json) return context.out(JSON.stringify({ user: id, ...(password !== undefined && { password }) }));
    context.out(id);
    if (password !== undefined) context.out(password);
  },
});

async function readOwnPassword(context: Context, email: string): Promise<{ passwordHash: string; password?: string }> {
  const password = await context.readSecret(`Password for ${email}`);
  if (!meetsPasswordRule(password)) throw new CliError(`The password needs ${PASSWORD_RULE}.`);
  const hasher = createPasswordHasher();
  try {
    return { passwordHash: await hasher.hash(password) };
  } finally {
    await hasher.close();
  }
}
