import { join } from 'node:path';
import { build } from 'esbuild';

/** The script of a page in `pages`, bundled as a merchant's own build would, React in development mode, where StrictMode is strict. */
export async function bundlePage(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '..', 'pages', file)],
    bundle: true,
    write: false,
    // A module's top-level await has no place in a classic script; its own function has.
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  return `(async () => {${outputFiles[0]?.text ?? ''}})();`;
}
