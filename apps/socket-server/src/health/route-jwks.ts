import type { Deps } from '../deps.ts';
import type { RestApp } from '../rest/zod-type-provider.ts';

/** `/.well-known/jwks.json`: the public halves of the keys in use (RFC 7517). */
export function routeJwks(app: RestApp, deps: Deps): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    void reply.headers({ 'Cache-Control': 'public, max-age=60', 'Content-Type': 'application/jwk-set+json' });
    return JSON.stringify(deps.keyRing.jwks());
  });
}
