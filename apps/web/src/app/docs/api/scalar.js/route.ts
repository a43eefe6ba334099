import { scalarBundle } from '../../../../docs/api-reference.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return new Response(await scalarBundle(), {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
