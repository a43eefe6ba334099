import path from 'node:path';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { minify } from '../../../scripts/publish/minify.ts';

export interface Bundle {
  code: string;
  metafile: Metafile;
}

const ENTRIES = {
  /** For a script element: puts `Fieldfare` on `window`. */
  'fieldfare.js': { entry: 'src/global.ts', format: 'iife' },
  /** For `import`. */
  'fieldfare.mjs': { entry: 'src/index.ts', format: 'esm' },
  /** For a script element: makes `<fieldfare-fields>` and `<fieldfare-field>` known. */
  'web-components.js': { entry: 'src/elements/index.ts', format: 'iife' },
} as const;

export type SdkFile = keyof typeof ENTRIES;
export const SDK_FILES = Object.keys(ENTRIES) as SdkFile[];

/** Bundles one file that the fields origin serves to merchants' pages. */
export async function bundle(file: SdkFile): Promise<Bundle> {
  const { entry, format } = ENTRIES[file];
  const { outputFiles, metafile } = await build({
    absWorkingDir: path.resolve(import.meta.dirname, '..'),
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format,
    target: 'es2022',
    legalComments: 'none',
  });
  return { code: await minify(outputFiles[0]?.text ?? '', format), metafile };
}
