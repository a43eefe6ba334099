import * as z from 'zod';
import type { RestApp } from './zod-type-provider.ts';

/** The parameters of a route that names none. */
export const NOTHING = z.strictObject({});

/** Has the routes registered afterwards refuse every parameter that they do not name, also where they name none: a mistyped one is never ignored. */
export function refuseUnknown(app: RestApp): void {
  app.addHook('onRoute', (route) => {
    const takesBody = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(String(route.method));
    route.schema = { querystring: NOTHING, ...(takesBody ? { body: NOTHING } : {}), ...route.schema };
  });
}
