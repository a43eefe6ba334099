import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import * as protocol from '@fieldfare/protocol';
import * as z from 'zod';
import { schemaToType } from '../../../scripts/publish/schema-to-type.ts';

const FROM = /from '(\.[^']+)\.js'/g;
const FROM_PROTOCOL = /(import|export) type \{([^}]*)\} from '@fieldfare\/protocol';/g;

/**
 * Makes the declarations in a folder stand on their own: keeps those that the entries lead to, and writes out in full the protocol's types
 * that they name, so that a merchant needs neither our workspace nor zod.
 */
export async function finishDeclarations(folder: string, entries: readonly string[]): Promise<void> {
  const files = await reachable(entries.map((entry) => join(folder, entry)));
  const declared = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.d.ts'));
  for (const file of declared) if (!files.has(resolve(folder, file))) await rm(join(folder, file));
  const names = new Set<string>();
  for (const [file, text] of files) {
    const toProtocol = relative(dirname(file), join(resolve(folder), 'protocol.js'));
    const path = toProtocol.startsWith('.') ? toProtocol : `./${toProtocol}`;
    await writeFile(
      file,
      text.replaceAll(FROM_PROTOCOL, (_, verb, list: string) => `${verb} type {${list}} from '${path}';`),
    );
    for (const [, , list = ''] of text.matchAll(FROM_PROTOCOL)) for (const name of namesOf(list)) names.add(name);
  }
  await writeFile(join(folder, 'protocol.d.ts'), `${[...names].toSorted().map(declare).join('\n')}\n`);
}

/** The text of each declaration file by its path: those given, and all that they import. */
async function reachable(from: readonly string[], found = new Map<string, string>()): Promise<Map<string, string>> {
  for (const file of from.map((path) => resolve(path))) {
    if (found.has(file)) continue;
    const text = await readFile(file, 'utf8');
    found.set(file, text);
    await reachable(
      [...text.matchAll(FROM)].map(([, path = '']) => join(dirname(file), `${path}.d.ts`)),
      found,
    );
  }
  return found;
}

const namesOf = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim().split(' ')[0] ?? '')
    .filter(Boolean);

function declare(name: string): string {
  if (name === 'ConsolePush') return `export type ConsolePush = keyof ConsolePushPayloads;\n${consolePushes()}`;
  if (name === 'ConsolePushPayload') {
    return 'export type ConsolePushPayload<P extends ConsolePush> = ConsolePushPayloads[P];';
  }
  const schema: unknown = Reflect.get(protocol, name);
  if (!(schema instanceof z.ZodType)) throw new Error(`The protocol's ${name} has no schema to write its type from.`);
  return `export type ${name} = ${typeOf(schema)};`;
}

function consolePushes(): string {
  const members = Object.entries(protocol.CONSOLE_PUSHES).map(([event, schema]) => `'${event}': ${typeOf(schema)};`);
  return `interface ConsolePushPayloads { ${members.join(' ')} }`;
}

function typeOf(schema: z.ZodType): string {
  return schemaToType(
    z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Parameters<typeof schemaToType>[0],
  );
}
