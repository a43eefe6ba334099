import { expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../src/index.ts';
import { toJsonSchema } from './to-json-schema.ts';
import { VALIDATOR_MODULES } from './validator-schemas.ts';
import type { ValidatorSchemas } from './validator-schemas.ts';

/** A line for each message, so that a change shows as the lines that it changes. */
function linesOf(schemas: ValidatorSchemas): string {
  const messages = Object.entries(toJsonSchema(schemas).properties ?? {});
  return `${messages.map(([name, schema]) => `${name} ${JSON.stringify(schema)}`).join('\n')}\n`;
}

/**
 * Frames that were released refuse an answer that has a member more, as one that has a member less, and the SDK does the same with its
 * frames. Before a release of this protocol the files may be written anew (`vitest run -u`); afterwards a change raises PROTOCOL_VERSION,
 * and so begins files of its own.
 */
const { claims: _, ...onTheWire } = VALIDATOR_MODULES;
it.each(Object.entries(onTheWire))(
  `what crosses the wire in protocol ${PROTOCOL_VERSION} is what its contract says: %s`,
  async (module, schemas) => {
    await expect(linesOf(schemas)).toMatchFileSnapshot(`../contract/protocol-${PROTOCOL_VERSION}.${module}.txt`);
  },
);
