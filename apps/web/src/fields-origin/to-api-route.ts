import type { NextApiHandler } from 'next';

/** Path and query by name, the first of those that stand there twice; and what the request's `Accept-Encoding` says. */
type Answer = (query: Readonly<Record<string, string | undefined>>, accepted: string | null) => Promise<Response>;

/**
 * An API route that answers a `Response` byte for byte. A route handler of Next cannot: it drops `Content-Encoding` and `Content-Length`, and
 * adds a `Vary` of its own pages.
 */
export function toApiRoute(answer: Answer): NextApiHandler {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const query = Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, [value].flat()[0]]));
    const answered = await answer(query, request.headers['accept-encoding']?.toString() ?? null);
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    response.end(Buffer.from(await answered.arrayBuffer()));
  };
}
