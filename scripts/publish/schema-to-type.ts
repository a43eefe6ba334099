interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
}

/** A JSON schema, as zod writes it, as a TypeScript type that needs no zod. */
export function schemaToType(schema: JsonSchema): string {
  const branches = schema.anyOf ?? schema.oneOf;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  if (branches) return union(branches.map(schemaToType));
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => schemaToType({ ...schema, type })));
  switch (schema.type) {
    case 'object':
      return objectType(schema);
    case 'array':
      return `Array<${schema.items ? schemaToType(schema.items) : 'unknown'}>`;
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

function objectType({ properties = {}, required = [], propertyNames, additionalProperties }: JsonSchema): string {
  const members = Object.entries(properties).map(([name, property]) => {
    const isRequired = required.includes(name);
    const type = schemaToType(property);
    return `${JSON.stringify(name)}${isRequired ? '' : '?'}: ${isRequired ? type : `${type} | undefined`};`;
  });
  if (members.length > 0) return `{ ${members.join(' ')} }`;
  const value = typeof additionalProperties === 'object' ? schemaToType(additionalProperties) : 'unknown';
  return propertyNames?.enum ? `Partial<Record<${schemaToType(propertyNames)}, ${value}>>` : `Record<string, ${value}>`;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}
