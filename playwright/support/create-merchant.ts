import { RestClient } from './rest-client.ts';
import { runFieldfare } from './run-fieldfare.ts';
import type { Stack } from './stack.ts';

/** Another merchant beside the demo's, made at the command line as an operator would; the shop's origin may embed its fields, too. */
export async function createMerchant(stack: Stack, name: string): Promise<RestClient> {
  const fieldfare = (...args: string[]): Promise<string> => runFieldfare(stack, ...args);
  const named = ['--name', name, '--statement-descriptor', 'OTHER'];
  const merchant = await fieldfare('create-merchant', ...named, '--origin', stack.shop);
  const bearer = await fieldfare('create-key', '--merchant', merchant, '--mode', 'test', '--name', 'Tests', '--json');
  const { secret } = JSON.parse(bearer) as { secret: string };
  return new RestClient({ payments: stack.payments, shop: stack.shop, bearer: secret });
}
