import { bundle as bundleFrame } from '../../packages/fields/scripts/bundle.ts';
import { readCatalogs } from '../../packages/fields/scripts/read-catalogs.ts';
import { PROTOCOL_VERSION } from '../../packages/protocol/src/limits.ts';
import { bundle as bundleSdk, SDK_FILES } from '../../packages/sdk/scripts/bundle.ts';
import { SDK_VERSION } from '../../packages/sdk/src/version.ts';

/** Everything that pages and frames of one version of the SDK load. */
export interface Release {
  version: string;
  /** The version of the socket protocol that its frames speak. */
  protocol: number;
  /** The hash in the addresses of its catalogs. */
  catalogs: string;
  /** Contents by name: `sdk/fieldfare.js`, `frames/fields.js`, `words/de.json` and so on. */
  files: Readonly<Record<string, string>>;
}

/** Builds the release that the sources are, or the same under another version. */
export async function makeRelease(version: string = SDK_VERSION): Promise<Release> {
  const catalogs = await readCatalogs();
  const sdk = SDK_FILES.map(async (name) => [`sdk/${name}`, (await bundleSdk(name, version)).code] as const);
  const frames = [
    ['fields', 'frame'],
    ['challenge', 'challenge'],
  ] as const;
  const documents = frames.map(
    async ([part, entry]) => [`frames/${part}.js`, (await bundleFrame(entry)).code] as const,
  );
  const words = Object.entries(catalogs.byLanguage).map(
    ([language, json]) => [`words/${language}.json`, json] as const,
  );
  return {
    version,
    protocol: PROTOCOL_VERSION,
    catalogs: catalogs.hash,
    files: Object.fromEntries([...(await Promise.all([...sdk, ...documents])), ...words]),
  };
}
