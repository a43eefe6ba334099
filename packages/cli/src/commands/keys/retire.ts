import { retireKey } from '@fieldfare/vault';
import * as z from 'zod';
import { defineCommand } from '../../command.ts';
import { ringDeps } from './ring-deps.ts';

export const retireKeyCommand = defineCommand({
  name: 'keys retire',
  summary: 'Retires one key of the ring. A successor is made at once where it was the active one.',
  parameters: [{ name: 'KID', help: 'its name, from "fieldfare keys list"' }],
  input: z.strictObject({ kid: z.string() }),
  run: async (context, { kid }) => {
    const { retired, successor } = await retireKey(await ringDeps(context), kid, context.actor);
    context.out(
      successor
        ? `${retired.purpose}: ${kid} is retired, ${successor.kid} follows it.`
        : `${retired.purpose}: ${kid} was retired already.`,
    );
  },
});
