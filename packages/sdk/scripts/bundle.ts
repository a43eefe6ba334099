import path from 'node:path';
import { build } from 'esbuild';
import type { Metafile, Plugin } from 'esbuild';
import { minify } from '../../../scripts/publish/minify.ts';
import { OWN_NAMES } from './own-names.ts';

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

/** Bundles one file that the fields origin serves to merchants' pages, as the release that it is, or as another one. */
export async function bundle(file: SdkFile, version?: string): Promise<Bundle> {
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
    plugins: version === undefined ? [] : [ofVersion(version)],
  });
  return { code: await minify(outputFiles[0]?.text ?? '', format, OWN_NAMES), metafile };
}

function ofVersion(version: string): Plugin {
  return {
    name: 'version',
    setup: (build) =>
      build.onLoad({ filter: /\/sdk\/src\/version\.ts$/ }, () => ({
        contents: `export const SDK_VERSION = ${JSON.stringify(version)};`,
      })),
  };
}
