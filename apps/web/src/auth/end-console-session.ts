import 'server-only';
import { ConsoleTokenAnswer } from '@fieldfare/protocol';
import * as z from 'zod';
import { askPaymentServer } from './ask-payment-server.ts';

/** Revokes the console session at the payment server. When that cannot be reached the cookie goes all the same, and the session ends with its own time. */
export async function endConsoleSession(refreshToken: string | undefined): Promise<void> {
  if (refreshToken === undefined) return;
  const refreshed = await askPaymentServer({
    path: '/v1/console/refresh',
    schema: ConsoleTokenAnswer,
    body: { refresh_token: refreshToken },
  });
  if (refreshed.kind !== 'ok') return;
  await askPaymentServer({
    path: '/v1/console/sign_out',
    schema: z.unknown(),
    headers: { authorization: `Bearer ${refreshed.body.token}` },
  });
}
