import { searchIndex } from '../../../docs/search/search-index.ts';

export const dynamic = 'force-dynamic';

/** What the documentation's search looks through; fetched when somebody first searches. */
export async function GET(): Promise<Response> {
  return Response.json(await searchIndex(), { headers: { 'cache-control': 'private, max-age=300' } });
}
