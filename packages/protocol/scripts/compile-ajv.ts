import { _, Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { checks } from '../src/validators/checks.ts';
import { toJsonSchema } from './to-json-schema.ts';
import type { ValidatorSchemas } from './validator-schemas.ts';

const LENGTH_HELPER = 'require("ajv/dist/runtime/ucs2length").default';

/** Compiles schemas to straight-line code for the server's hot messages: larger than the browser's shapes and several times faster. */
export async function compileAjv(schemas: ValidatorSchemas): Promise<string> {
  const ajv = new Ajv({
    code: { source: true, esm: true, formats: _`checks` },
    messages: false,
    unicodeRegExp: false,
    strictTypes: false,
    logger: false,
  });
  for (const [name, check] of Object.entries(checks)) ajv.addFormat(name, check);
  ajv.addSchema({ ...toJsonSchema(schemas), $schema: undefined, $id: 'protocol' });
  const keys = Object.keys(schemas);
  const exported = keys.map((key, index) => [`v${index}`, `protocol#/properties/${encodeURIComponent(key)}`]);
  const code = standaloneCode.default(ajv, Object.fromEntries(exported)).replaceAll(LENGTH_HELPER, 'codePoints');
  if (code.includes('require(')) throw new Error('the compiled validators need a helper of the compiler at run time');
  const source = `${code}\nexport const validators = { ${keys.map((key, index) => `${JSON.stringify(key)}: v${index}`).join(', ')} };`;
  const minified = await transform(source.replaceAll(/export const (v\d+)/g, 'const $1'), {
    minify: true,
    format: 'esm',
    target: 'es2022',
  });
  return `// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.\nimport { checks } from '../checks.ts';\nimport { codePoints } from '../code-points.ts';\n${minified.code}`;
}
