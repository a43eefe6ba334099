import * as z from 'zod';
import { checks } from '../src/validators/checks.ts';
import type { ValidatorSchemas } from './validator-schemas.ts';

/** The part of JSON Schema that the protocol's schemas need. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  maxProperties?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
}

const UNSUPPORTED = new Set(['transform', 'pipe', 'default', 'prefault', 'catch']);

/**
 * Writes the schemas as one JSON Schema object with a property each. Throws on what would be lost on the way: a refinement without a
 * named check, a pattern with flags, a schema that changes its input.
 */
export function toJsonSchema(schemas: ValidatorSchemas): JsonSchema {
  const refinements = new Set<unknown>();
  const namedRefinements = new Set<unknown>();
  const root = z.toJSONSchema(z.strictObject(schemas), {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      if (UNSUPPORTED.has(def.type)) throw new Error(`cannot compile ${def.type}`);
      const name = checkNameOf(zodSchema);
      const isNamed = name !== undefined || jsonSchema.maxProperties !== undefined;
      for (const check of def.checks ?? []) {
        refuseFlags(check);
        if (check._zod.def.check !== 'custom') continue;
        refinements.add(check);
        if (isNamed) namedRefinements.add(check);
      }
      simplify(jsonSchema, name);
    },
  });
  if ([...refinements].some((refinement) => !namedRefinements.has(refinement))) {
    throw new Error(
      'a refinement has no check: give its schema .meta({ format }) and a function in validators/checks.ts',
    );
  }
  return root as JsonSchema;
}

function simplify(jsonSchema: z.core.JSONSchema.BaseSchema, checkName: string | undefined): void {
  // zod writes its own formats as a pattern besides, and the pattern is what it tests.
  if (checkName !== undefined) jsonSchema.format = checkName;
  else if (jsonSchema.format !== undefined && !(jsonSchema.format in checks)) delete jsonSchema.format;
  if (jsonSchema.oneOf !== undefined) {
    jsonSchema.anyOf = jsonSchema.oneOf;
    delete jsonSchema.oneOf;
  }
}

function refuseFlags(check: z.core.$ZodCheck): void {
  const def: object = check._zod.def;
  if ('pattern' in def && def.pattern instanceof RegExp && def.pattern.flags !== '') {
    throw new Error(`JSON Schema would drop the flags of ${String(def.pattern)}`);
  }
}

/** The schema's own refinement, by the name that its metadata gives. */
function checkNameOf(zodSchema: z.core.$ZodTypes): string | undefined {
  const format = (z.globalRegistry.get(zodSchema) as { format?: string } | undefined)?.format;
  return format !== undefined && format in checks ? format : undefined;
}
