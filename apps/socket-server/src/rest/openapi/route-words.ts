import type * as z from 'zod';

/** What the OpenAPI document says of a route beyond its schemas. */
export interface RouteWords {
  summary: string;
  /** 200 unless told. */
  status?: number;
  /** Null answers no body. */
  answer: z.ZodType | null;
  /** Whose token it asks for. A merchant's, unless told; `person` is a merchant's that is no key. */
  access?: 'merchant' | 'person' | 'console' | 'anybody';
  /** Whether a write takes an Idempotency-Key: a merchant's does unless told, a person's only where told. */
  takesKey?: boolean;
  /** Whether it is refused without an Idempotency-Key. */
  isKeyRequired?: boolean;
  /** Answered with 202 where the profile wants a second person to approve first. */
  asked?: z.ZodType;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    words?: RouteWords;
  }
}
