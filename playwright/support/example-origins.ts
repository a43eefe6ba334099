import type { RestClient } from './rest-client.ts';
import type { Stack } from './stack.ts';

/** The origins that the demo merchant allows besides its own pages: where examples may be served. */
export async function exampleOrigins(api: RestClient, { shop, web }: Stack): Promise<URL[]> {
  const { body } = await api.call<{ allowed_origins: string[] }>('GET', '/profile');
  return body.allowed_origins.filter((origin) => origin !== shop && origin !== web).map((origin) => new URL(origin));
}
