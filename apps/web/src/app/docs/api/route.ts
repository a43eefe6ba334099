import { apiReferencePage } from '../../../docs/api-reference.ts';
import { webEnv } from '../../../env.ts';

export const dynamic = 'force-dynamic';

/** The API reference. Its policy is set where every page's is. */
export function GET(request: Request): Response {
  const page = apiReferencePage({
    nonce: request.headers.get('x-nonce') ?? '',
    paymentsOrigin: webEnv().paymentsOrigin,
  });
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
}
