import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RestClient } from './rest-client.ts';
import type { Stack } from './stack.ts';

const run = promisify(execFile);
const BIN = join(import.meta.dirname, '..', '..', 'node_modules', '.bin');

/** Another merchant beside the demo's, made at the command line as an operator would; the shop's origin may embed its fields, too. */
export async function createMerchant(stack: Stack, name: string): Promise<RestClient> {
  const fieldfare = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, PATH: `${BIN}:${process.env['PATH']}`, FIELDFARE_DATA_DIR: stack.dataDir };
    return (await run(join(BIN, 'fieldfare'), args, { env })).stdout.trim();
  };
  const named = ['--name', name, '--statement-descriptor', 'OTHER'];
  const merchant = await fieldfare('create-merchant', ...named, '--origin', stack.shop);
  const bearer = await fieldfare('create-key', '--merchant', merchant, '--mode', 'test', '--name', 'Tests', '--json');
  const { secret } = JSON.parse(bearer) as { secret: string };
  return new RestClient({ payments: stack.payments, shop: stack.shop, bearer: secret });
}
