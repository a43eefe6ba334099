import path from 'node:path';
import { build } from 'esbuild';
import type { Metafile, Plugin } from 'esbuild';

export interface Bundle {
  code: string;
  metafile: Metafile;
}

const root = path.resolve(import.meta.dirname, '..');

/** Bundles one entry of src for an inline script: classic, minified, for browsers of the last two years. */
export async function bundle(entry: 'frame' | 'host'): Promise<Bundle> {
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
    plugins: [websocketOnly()],
  });
  const code = outputFiles[0]?.text.trim() ?? '';
  // Either would end or confuse the element that the script is inlined in.
  if (/<\/script|<!--/i.test(code)) throw new Error(`${entry} holds text that cannot be inlined`);
  return { code, metafile };
}

/** What fields need of the socket client's three index files. The rest (long polling, its own reconnection API) would double its size. */
const SLIM_INDEX: Readonly<Record<string, string>> = {
  'socket.io-client': `export { Manager } from './manager.js';`,
  'engine.io-client': `export { Socket } from './socket.js'; export { installTimerFunctions } from './util.js'; export { nextTick } from './globals.js';`,
  transports: `import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
};

function websocketOnly(): Plugin {
  return {
    name: 'websocket-only',
    setup(build) {
      build.onLoad(
        { filter: /(socket|engine)\.io-client[\\/]build[\\/]esm[\\/](transports[\\/])?index\.js$/ },
        ({ path: file }) => {
          const folder = path.dirname(file);
          const isTransports = path.basename(folder) === 'transports';
          const name = isTransports ? 'transports' : path.basename(path.resolve(folder, '../..'));
          return { contents: SLIM_INDEX[name] ?? '', resolveDir: folder };
        },
      );
    },
  };
}
