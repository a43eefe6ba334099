import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectDatabase } from '@fieldfare/db';
import { listPaymentsQuery } from '@fieldfare/db/list-payments';
import { toPayment } from '@fieldfare/db/payment-row';
import type { PaymentRow } from '@fieldfare/db/payment-row';
import { presentPayment } from '@fieldfare/payments';
import type { Payment } from '@fieldfare/protocol';
import { serveParent } from '../harness/serve-parent.ts';

export interface BareOptions {
  databaseUrl: string;
  merchantId: string;
}

const RETRIEVE = 'SELECT to_jsonb(p) AS payment FROM payments p WHERE id = $1 AND merchant_id = $2 AND mode = $3';

const present = ({ payment }: { payment: PaymentRow }): Payment => presentPayment(toPayment(payment));

/**
 * What an answer costs at the least: node:http and the same statements over as many connections, the same bytes in the body. It asks nobody
 * for a key, validates nothing, counts and limits nothing and logs nothing.
 */
serveParent({
  listen: async ({ databaseUrl, merchantId }: BareOptions): Promise<string> => {
    const { pool } = connectDatabase({ url: databaseUrl });
    const list = listPaymentsQuery({ merchantId, mode: 'test' }, {}, { limit: 25 });
    const answer = async (path: string): Promise<unknown> => {
      const [, id] = /^\/v1\/payments\/(\w+)$/.exec(path) ?? [];
      if (id === undefined) {
        const { rows } = await pool.query<{ payment: PaymentRow }>(list);
        return { object: 'list', data: rows.slice(0, 25).map(present), has_more: rows.length > 25 };
      }
      const query = { name: 'retrieve', text: RETRIEVE, values: [id, merchantId, 'test'] };
      return (await pool.query<{ payment: PaymentRow }>(query)).rows.map(present)[0];
    };
    const server = createServer((request, response) => {
      void answer(request.url ?? '').then((body) => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
