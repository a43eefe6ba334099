import { compileAjv } from './compile-ajv.ts';
import { compileShapes } from './compile-shapes.ts';
import { VALIDATOR_MODULES } from './validator-schemas.ts';

/** File name to content of everything under src/validators/generated. */
export async function compileValidators(): Promise<Map<string, string>> {
  const { requests, claims, ...browser } = VALIDATOR_MODULES;
  const files = new Map([
    ['requests.js', await compileAjv(requests)],
    ['claims.js', await compileAjv(claims)],
  ]);
  for (const [name, schemas] of Object.entries(browser)) files.set(`${name}.js`, compileShapes(schemas));
  for (const [name, schemas] of Object.entries(VALIDATOR_MODULES))
    files.set(`${name}.d.ts`, declarationOf(Object.keys(schemas)));
  return files;
}

function declarationOf(keys: readonly string[]): string {
  const entries = keys.map((key) => `  readonly ${JSON.stringify(key)}: (value: unknown) => boolean;`);
  return `// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.\nexport declare const validators: {\n${entries.join('\n')}\n};\n`;
}
