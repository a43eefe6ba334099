import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifySchemaCompiler,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type * as z from 'zod';
import { expectedWords } from '../errors/expected-words.ts';
import { validationFailure } from '../errors/validation-failure.ts';

/** Gives a route the types of the zod schemas that it names. */
export interface ZodTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

export type RestApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The protocol's schemas are the only validation there is. A body that was left out is an empty one. */
export const compileZod: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (value: unknown) => {
    const input = httpPart === 'body' ? (value ?? {}) : value;
    const parsed = schema.safeParse(input, { error: expectedWords });
    return parsed.success ? { value: parsed.data } : { error: validationFailure(parsed.error, input) };
  };
