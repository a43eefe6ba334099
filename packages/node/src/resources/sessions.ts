import { at } from '../api.ts';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../send-request.ts';
import type { CreateSessionParams, Session, UpdateSessionParams } from '../types.ts';

export interface Sessions {
  create(params: CreateSessionParams, options?: RequestOptions): Promise<Session>;
  retrieve(id: string, options?: RequestOptions): Promise<Session>;
  /** The cart changed: the fields show the new total at once. Refused with 409 once a payment is under way. */
  update(id: string, params: UpdateSessionParams, options?: RequestOptions): Promise<Session>;
  /** A new PT token for the same session, after a reload. Refused with 409 while a payment is in flight. */
  token(id: string, options?: RequestOptions): Promise<Session>;
  /** Ends an open session. */
  expire(id: string, options?: RequestOptions): Promise<Session>;
}

export function createSessions(api: Api): Sessions {
  return {
    create: (params, options) => api.post('/v1/sessions', params, options),
    retrieve: (id, options) => api.get(at('sessions', id), {}, options),
    update: (id, params, options) => api.post(at('sessions', id), params, options),
    token: (id, options) => api.post(at('sessions', id, 'token'), {}, options),
    expire: (id, options) => api.post(at('sessions', id, 'expire'), {}, options),
  };
}
