import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { minify } from '../../../scripts/publish/minify.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const run = promisify(execFile);

interface OtherSdk {
  what: string;
  packages: Readonly<Record<string, string>>;
  /** What a page imports to show a card's fields. */
  source: string;
}

/** What others publish for a merchant's page. What runs in their frames is on their own servers and in no package. */
const OTHERS: readonly OtherSdk[] = [
  {
    what: 'braintree-web 3.144.0, client and hosted fields',
    packages: { 'braintree-web': '3.144.0' },
    source: `import client from 'braintree-web/client'; import fields from 'braintree-web/hosted-fields'; console.log(client.create, fields.create);`,
  },
  {
    what: '@adyen/adyen-web 6.45.2, checkout and card',
    packages: { '@adyen/adyen-web': '6.45.2' },
    source: `import { AdyenCheckout, Card } from '@adyen/adyen-web'; console.log(AdyenCheckout, Card);`,
  },
  ...(
    [
      ['@stripe/stripe-js', '10.2.1', 'loadStripe', '/pure'],
      ['@square/web-sdk', '2.3.0', 'payments', ''],
      ['@juspay-tech/hyper-js', '2.1.0', 'loadHyper', ''],
    ] as const
  ).map(([name, version, verb, path]) => ({
    what: `${name} ${version}, which only loads the rest from its maker`,
    packages: { [name]: version },
    source: `import { ${verb} } from '${name}${path}'; console.log(${verb});`,
  })),
];

/** Installs what others publish into a folder of its own, and answers its size: bundled, minified and gzipped as our own. */
export async function measureOtherSdks(cleanUp: CleanUp): Promise<{ what: string; bytes: number | null }[]> {
  const folder = await temporaryFolder(cleanUp);
  const packages = OTHERS.flatMap((other) => Object.entries(other.packages));
  const wanted = packages.map(([name, version]) => `${name}@${version}`);
  const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  const isInstalled = await run('npm', ['install', ...options, ...wanted], { cwd: folder, timeout: 180_000 }).then(
    () => true,
    () => false,
  );
  return Promise.all(
    OTHERS.map(async ({ what, source }) => ({ what, bytes: isInstalled ? await sizeOf(source, folder) : null })),
  );
}

async function sizeOf(source: string, folder: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return gzippedBytes(await minify(outputFiles[0]?.text ?? '', 'iife', []));
}

const gzippedBytes = (text: string): number => gzipSync(text, { level: 9 }).length;

interface Assets {
  frameScript: { source: string };
  challengeScript: { source: string };
  files: Readonly<Record<string, string>>;
}

/** The same of what we publish, part by part, as the build made it. */
export async function measureOurParts(root: string): Promise<{ what: string; bytes: number }[]> {
  const load = async (name: string): Promise<Assets> => {
    const resolve = createRequire(join(root, 'apps/web/package.json'));
    return (await import(resolve.resolve(name))) as Assets;
  };
  const [fields, sdk] = [await load('@fieldfare/fields/assets'), await load('@fieldfare/sdk/assets')];
  const sizes = Object.entries({
    'our SDK on the page, fieldfare.js': sdk.files['fieldfare.js'],
    'our web components instead of it': sdk.files['web-components.js'],
    'the document of all our frames, socket client and encryption included': fields.frameScript.source,
    'the document of the bank’s question, where one is asked': fields.challengeScript.source,
  });
  return sizes.map(([what, text = '']) => ({ what, bytes: gzippedBytes(text) }));
}
