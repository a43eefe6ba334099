import { catalogs, challengeScript, frameScript } from '@fieldfare/fields/assets';
import { PROTOCOL_VERSION } from '@fieldfare/protocol/constants';
import type { InlineScript } from '@fieldfare/fields/assets';
import { deflated, files, manifest } from '@fieldfare/sdk/assets';
import { webEnv } from '../../env.ts';
import { joinReleases } from './join-releases.ts';
import { readReleases } from './read-releases.ts';
import type { FrameScript, Release } from './release.ts';

/** What this build is itself. */
export const CURRENT: Release = {
  version: manifest.version,
  protocol: PROTOCOL_VERSION,
  files: Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      { content, integrity: manifest.files[name]?.integrity ?? '', deflated: fromBase64(deflated[name]) },
    ]),
  ),
  frames: { fields: unpack(frameScript), challenge: unpack(challengeScript) },
  catalogs,
};

function unpack(script: InlineScript): FrameScript {
  return { ...script, deflated: fromBase64(script.deflated) };
}

function fromBase64(text = ''): Buffer {
  return Buffer.from(text, 'base64');
}

let served: ReadonlyMap<string, Release> | undefined;

/** Every version that is served, this build's own first. Read once; throws where what was released is not whole. */
export function servedReleases(): ReadonlyMap<string, Release> {
  const { releasesDir } = webEnv();
  served ??= joinReleases(CURRENT, releasesDir === null ? [] : readReleases(releasesDir));
  return served;
}
