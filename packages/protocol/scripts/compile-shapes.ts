import { shapeSource } from './shape-source.ts';
import { toJsonSchema } from './to-json-schema.ts';
import type { JsonSchema } from './to-json-schema.ts';
import type { ValidatorSchemas } from './validator-schemas.ts';

const WORTH_NAMING = 24;

/** Compiles schemas to the JavaScript module that a browser loads: one exported object, an entry a schema, what repeats said once. */
export function compileShapes(schemas: ValidatorSchemas): string {
  const { properties = {} } = toJsonSchema(schemas);
  const named = nameRepeated(Object.values(properties));
  const entries = Object.entries(properties).map(
    // A name that no text looks up stands without quotes, as what minifying may shorten.
    ([key, schema]) => `  ${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${named.write(schema)},`,
  );
  const body = [...named.lines, 'export const validators = {', ...entries, '};'].join('\n');
  const used = ['any', 'bool', 'id', 'int', 'list', 'map', 'obj', 'one', 'text', 'time'].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(body),
  );
  const imports = [`import { ${used.join(', ')} } from '../shapes.ts';`];
  if (/\bchecks\./.test(body)) imports.unshift(`import { checks } from '../checks.ts';`);
  return `// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.\n${imports.join('\n')}\n${body}\n`;
}

/** Finds the expressions that occur more than once and are long enough, and gives each a constant, inner ones first. */
function nameRepeated(schemas: readonly JsonSchema[]) {
  const counts = new Map<string, number>();
  const visit = (schema: JsonSchema): void => {
    const source = shapeSource(schema);
    counts.set(source, (counts.get(source) ?? 0) + 1);
    if (counts.get(source) === 1) childrenOf(schema).forEach(visit);
  };
  schemas.forEach(visit);
  const repeated = [...counts]
    .filter(([source, count]) => count > 1 && source.length >= WORTH_NAMING)
    .map(([source]) => source);
  const byLength = repeated.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const names = new Map(byLength.map((source, index) => [source, `s${index}`]));
  const replaceInside = (source: string): string => {
    let text = source;
    for (const inner of [...byLength].reverse())
      if (inner.length < source.length) text = text.replaceAll(inner, names.get(inner) ?? inner);
    return text;
  };
  return {
    lines: byLength.map((source) => `const ${names.get(source)} = ${replaceInside(source)};`),
    write: (schema: JsonSchema): string => names.get(shapeSource(schema)) ?? replaceInside(shapeSource(schema)),
  };
}

function childrenOf(schema: JsonSchema): JsonSchema[] {
  const inside = [schema.items, schema.propertyNames, schema.additionalProperties].filter(
    (child) => typeof child === 'object',
  );
  return [...(schema.anyOf ?? []), ...Object.values(schema.properties ?? {}), ...inside];
}
