import { createPasswordHasher, generateApiKey } from '@fieldfare/access';
import { createApiKeyAdmin, createMerchantDirectory } from '@fieldfare/db';
import { ApiKeyScope, freeText, idOf, IpRange, Mode, newId } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';

export const createKeyCommand = defineCommand({
  name: 'create-key',
  summary: "Makes a merchant's API key and prints it, this one time.",
  options: {
    merchant: { value: 'ID', help: 'whose key it is' },
    mode: { value: 'MODE', help: 'test or live' },
    type: { value: 'TYPE', help: 'secret (default) or publishable' },
    name: { value: 'NAME', help: 'what it is called in the console' },
    'expires-at': { value: 'TIME', help: 'when it ends, such as 2027-12-31T00:00:00Z; never by default' },
    scopes: { value: 'LIST', help: 'all that it may do, such as sessions:write,payments:read; everything by default' },
    'allow-ip': { value: 'LIST', help: 'addresses and subnets that it may be used from; anywhere by default' },
    json: { help: 'print JSON' },
  },
  notes: [
    'Only its bcrypt hash is stored. Keep it where programs keep secrets; a lost one is replaced, not recovered.',
  ],
  input: z.strictObject({
    merchant: idOf('merchant'),
    mode: Mode,
    type: z.enum(['secret', 'publishable']).default('secret'),
    name: freeText(60).trim().min(1),
    expiresAt: z.iso.datetime({ offset: true, message: 'must be a time such as 2027-12-31T00:00:00Z' }).optional(),
    scopes: z.string().transform(listOfWords).pipe(z.array(ApiKeyScope).min(1, 'names no scope')).optional(),
    // An empty one, as of a variable of the shell that is not set, would let the key be used from anywhere.
    allowIp: z.string().transform(listOfWords).pipe(z.array(IpRange).min(1, 'names no address')).default([]),
    json: z.boolean().default(false),
  }),
  run: async (context, { merchant, mode, type, name, expiresAt, scopes = null, allowIp, json }) => {
    const database = await context.database();
    const createdAt = context.clock.now();
    const end = expiresAt === undefined ? null : new Date(expiresAt);
    if (type === 'publishable' && (scopes || allowIp.length > 0))
      throw new CliError('--scopes and --allow-ip are for secret keys.');
    if (end && end <= createdAt) throw new CliError('--expires-at lies in the past.');
    if (!(await createMerchantDirectory(database).profile(merchant)))
      throw new CliError(`There is no merchant ${merchant}.`);
    const { secret, prefix } = generateApiKey({ type, mode });
    const key = { id: newId('apiKey', createdAt), merchantId: merchant, mode, type, name, prefix, createdAt };
    await createApiKeyAdmin(database).insert(
      {
        ...key,
        hash: await hashOf(secret),
        createdBy: context.actor.name,
        expiresAt: end,
        scopes,
        ipAllowList: allowIp,
      },
      { type: 'system', id: null, name: context.actor.name },
      newId('request', createdAt),
    );
    context.out(json ? JSON.stringify({ key: key.id, secret }) : secret);
  },
});

function listOfWords(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

async function hashOf(secret: string): Promise<string> {
  const hasher = createPasswordHasher();
  try {
    return await hasher.hash(secret);
  } finally {
    await hasher.close();
  }
}
