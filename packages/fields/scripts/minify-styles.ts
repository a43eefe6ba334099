import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import type { Plugin } from 'esbuild';

const STYLES = /\/\* css \*\/ `([^`]*)`/g;

/** Minifies each template that `/* css *\/` stands before, in every file that is named after its styles. */
export const minifyStyles: Plugin = {
  name: 'minify-styles',
  setup: (build) =>
    build.onLoad({ filter: /-styles\.ts$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [template, css = ''] of contents.matchAll(STYLES)) {
        const { code } = await transform(css, { loader: 'css', minify: true });
        contents = contents.replace(template, () => JSON.stringify(code.trim()));
      }
      return { contents, loader: 'ts' };
    }),
};
