import type * as z from 'zod';

/** A text or number that a schema takes, by the path that leads to it. */
export interface SchemaLeaf {
  path: string;
  schema: z.core.$ZodType;
}

/** Every text and number that a schema takes, wherever it stands; throws for a kind of schema that this walk does not know. */
export function schemaLeaves(schema: z.core.$ZodType, path = ''): SchemaLeaf[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'number':
    // What a text is turned into, such as a list, decides what it may be.
    case 'pipe':
      return [{ path, schema }];
    case 'object':
      return Object.entries(def.shape).flatMap(([name, member]) => schemaLeaves(member, `${path}.${name}`));
    case 'record':
      return [...schemaLeaves(def.keyType, `${path}.(key)`), ...schemaLeaves(def.valueType, `${path}.(value)`)];
    case 'array':
      return schemaLeaves(def.element, `${path}[]`);
    case 'union':
      return def.options.flatMap((option) => schemaLeaves(option, path));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return schemaLeaves(def.innerType, path);
    case 'enum':
    case 'literal':
    case 'boolean':
      return [];
    default:
      throw new TypeError(`schemaLeaves does not know ${def.type}, at ${path}`);
  }
}
