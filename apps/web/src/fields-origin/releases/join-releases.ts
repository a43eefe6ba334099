import type { Release } from './release.ts';

/** This build and what was released before, by version. Throws where the build says that it is a release, and is not the same. */
export function joinReleases(current: Release, released: readonly Release[]): ReadonlyMap<string, Release> {
  const same = released.find(({ version }) => version === current.version);
  if (same !== undefined && fingerprintOf(same) !== fingerprintOf(current)) {
    throw new Error(
      `This build is called ${current.version}, which was released with other files. Raise the version of the SDK, and build again.`,
    );
  }
  // Where it is one of them, this build's own copy is served: the build compressed it longer than reading it anew does.
  const others = released.filter(({ version }) => version !== current.version);
  return new Map([current, ...others].map((release) => [release.version, release]));
}

/** All that decides whether two releases are one, in an order of its own. */
function fingerprintOf({ protocol, files, frames, catalogs }: Release): string {
  const hashes = Object.entries(files).map(([name, { integrity }]) => `${name} ${integrity}`);
  const parts = [frames.fields.hash, frames.challenge.hash, catalogs.hash];
  return [protocol, ...hashes.toSorted(), ...parts].join('\n');
}
