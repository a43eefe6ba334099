import { createClient } from '@fieldfare/node';
import { cookies } from 'next/headers';
import { readSettings } from '../../src/settings.ts';

/** A token for the order of whoever asks: one session an order, however often. */
export async function POST(request: Request): Promise<Response> {
  const { origin, paymentsOrigin, secretKey } = readSettings();
  if (request.headers.get('origin') !== origin) return new Response(null, { status: 403 });
  const jar = await cookies();
  // Cookies know no port: another example on this machine has an order of its own.
  const name = `order_${new URL(origin).port}`;
  const order = jar.get(name)?.value ?? crypto.randomUUID();
  jar.set(name, order, { httpOnly: true, sameSite: 'lax' });

  const fieldfare = createClient({ secretKey, baseUrl: paymentsOrigin });
  const { id } = await fieldfare.sessions.create(
    { amount_minor: 4900, currency: 'USD', origin, reference: order },
    { idempotencyKey: `order-${order}` },
  );
  // Each page that opens the session needs a token of its own: the one before may have been used.
  const { pt_token } = await fieldfare.sessions.token(id);
  return Response.json({ pt_token }, { headers: { 'cache-control': 'no-store' } });
}
