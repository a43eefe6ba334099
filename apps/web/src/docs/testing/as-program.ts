import type { Example } from './read-examples.ts';

const SHOW = 'declare function show(text: string | undefined): void;';

/** What an example presumes, by what its block says behind `with=`. */
const PREAMBLES: Readonly<Record<string, string>> = {
  fields: `import type { Fields } from '@fieldfare/sdk';
    declare const fields: Fields;
    ${SHOW}`,
  fieldfare: `import type { FieldfareInstance } from '@fieldfare/sdk';
    declare const fieldfare: FieldfareInstance;
    declare function fetchToken(): Promise<string>;
    ${SHOW}`,
  node: `import { createClient } from '@fieldfare/node';
    const fieldfare = createClient({ secretKey: '', baseUrl: '' });`,
};

/** What a page's own script element finds there. */
const IN_PAGE = `import { Fieldfare } from '@fieldfare/sdk';
  import '@fieldfare/sdk/web-components';`;

export interface Program {
  file: string;
  code: string;
}

/** An example as a file that the compiler can be given; none where it is no program. */
export function asPrograms({ slug, language, meta, code }: Example, index: number): Program[] {
  const name = `${slug}-${index}`;
  const preamble = PREAMBLES[meta['with'] ?? ''] ?? '';
  if (language === 'ts' || language === 'tsx') return [{ file: `${name}.${language}`, code: `${preamble}\n${code}` }];
  if (language === 'js') return [{ file: `${name}.js`, code }];
  if (language !== 'html') return [];
  const scripts = [...code.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)];
  return scripts.map(([, script = ''], part) => ({ file: `${name}-${part}.js`, code: `${IN_PAGE}\n${script}` }));
}
