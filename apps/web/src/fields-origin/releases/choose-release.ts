import type { Release } from './release.ts';

export type ChosenRelease = { release: Release } | { refusal: string; message: string };

/**
 * The release that a page's frames are of: the one that its SDK is of. One that is not served here, or whose protocol the payment server
 * no longer speaks, is refused in words, before a shopper types anything.
 */
export function chooseRelease(
  served: ReadonlyMap<string, Release>,
  current: Release,
  version: string | null,
): ChosenRelease {
  const release = version === null ? current : served.get(version);
  const newer = `Load /sdk/v1/fieldfare.js, or /sdk/${current.version}/fieldfare.js with its hash.`;
  if (release === undefined) {
    const known = [...served.keys()].join(', ');
    return {
      refusal: 'version_unknown',
      message: `This page's version of the SDK is not served here: ${known}. ${newer}`,
    };
  }
  if (release.protocol !== current.protocol) {
    const message = `Version ${release.version} of the SDK is too old for the payment server. ${newer}`;
    return { refusal: 'version_too_old', message };
  }
  return { release };
}
