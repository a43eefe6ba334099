import { createClient } from '@fieldfare/node';
import { parseEnv } from './env.ts';
import { OrderStore } from './orders/order-store.ts';
import { createShop } from './server/create-shop.ts';

const env = parseEnv(process.env);
const shop = createShop({
  env,
  orders: new OrderStore(env.dataDir),
  payments: createClient({ secretKey: env.secretKey, baseUrl: env.paymentsOrigin, timeoutMs: 10_000 }),
});

await shop.listen({ port: env.port, host: env.host });
console.log(`Shop ready at ${env.shopOrigin}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void shop.close().then(() => process.exit(0));
  });
}
