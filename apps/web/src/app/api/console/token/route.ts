import { ConsoleTokenAnswer } from '@fieldfare/protocol';
import { askPaymentServer } from '../../../../auth/ask-payment-server.ts';
import { clearSession } from '../../../../auth/clear-session.ts';
import { forwardedFor } from '../../../../auth/forwarded-for.ts';
import { isSameOrigin } from '../../../../auth/is-same-origin.ts';
import { readSession } from '../../../../auth/read-session.ts';
import { replaceRefreshToken } from '../../../../auth/replace-refresh-token.ts';
import { webEnv } from '../../../../env.ts';

/** Trades the cookie's refresh token for a console token of five minutes, for our own pages only. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, webEnv().webOrigin)) return refuse(403, 'cross_origin');
  const session = await readSession();
  if (session === null) return signedOut();
  const answer = await askPaymentServer({
    path: '/v1/console/refresh',
    schema: ConsoleTokenAnswer,
    body: { refresh_token: session.refreshToken },
    headers: forwardedFor(Object.fromEntries(request.headers)),
  });
  switch (answer.kind) {
    case 'ok': {
      const { refresh_token: next, ...body } = answer.body;
      if (next !== undefined) await replaceRefreshToken(next);
      return Response.json(body, { headers: { 'cache-control': 'no-store' } });
    }
    case 'unreachable':
      return refuse(503, 'payment_server_unreachable');
    case 'refused':
      return answer.status === 401 || answer.status === 403
        ? signedOut()
        : refuse(answer.status === 429 ? 429 : 503, answer.code);
  }
}

async function signedOut(): Promise<Response> {
  await clearSession();
  return refuse(401, 'signed_out');
}

function refuse(status: number, code: string): Response {
  return Response.json({ code }, { status, headers: { 'cache-control': 'no-store' } });
}
