import path from 'node:path';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';

export interface Bundle {
  code: string;
  metafile: Metafile;
}

/** `iife` puts `Fieldfare` on `window`, for a script element; `esm` is for `import`. */
export async function bundle(format: 'iife' | 'esm'): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: path.resolve(import.meta.dirname, '..'),
    entryPoints: [format === 'iife' ? 'src/global.ts' : 'src/index.ts'],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format,
    target: 'es2022',
    legalComments: 'none',
  });
  return { code: outputFiles[0]?.text ?? '', metafile };
}
