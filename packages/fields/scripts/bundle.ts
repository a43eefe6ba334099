import path from 'node:path';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { minify } from '../../../scripts/publish/minify.ts';
import { minifyStyles } from './minify-styles.ts';
import { OWN_NAMES } from './own-names.ts';

export interface Bundle {
  code: string;
  metafile: Metafile;
}

const root = path.resolve(import.meta.dirname, '..');

/** Bundles one entry of src for an inline script: classic, minified, for browsers of the last two years. */
export async function bundle(entry: 'frame' | 'challenge'): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`src/${entry}.ts`],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    plugins: [minifyStyles],
  });
  const code = await minify(outputFiles[0]?.text ?? '', 'iife', OWN_NAMES);
  // Either would end or confuse the element that the script is inlined in.
  if (/<\/script|<!--/i.test(code)) throw new Error(`${entry} holds text that cannot be inlined`);
  return { code, metafile };
}
