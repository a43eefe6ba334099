import { webEnv } from '../env.ts';
import { notFound } from './not-found.ts';
import { answerText } from './encoding/answer-text.ts';
import type { Release } from './releases/release.ts';
import { CURRENT, servedReleases } from './releases/served-releases.ts';
import { inventoryOf } from './inventory-of.ts';

const ALIAS = 'max-age=300, stale-while-revalidate=86400';
const IMMUTABLE = 'max-age=31536000, immutable';

/** `v1` is the alias that moves with releases; a version names files that never change, to be loaded with their integrity hash. */
export async function answerSdkFile(version: string, file: string, accepted: string | null): Promise<Response> {
  const isAlias = version === 'v1';
  if (isAlias && file === 'errors') return toErrorPage();
  const release = isAlias ? CURRENT : servedReleases().get(version);
  if (release === undefined) return notFound();
  const cacheControl = isAlias ? ALIAS : IMMUTABLE;
  const listing = listingOf(release, file, isAlias);
  if (listing !== null) return new Response(inLines(listing), { headers: headersOf('application/json', cacheControl) });
  const script = Object.hasOwn(release.files, file) ? release.files[file] : undefined;
  if (script === undefined) return notFound();
  const { content: closing, deflated } = script;
  return answerText(accepted, { opening: '', closing, deflated }, headersOf('text/javascript', cacheControl));
}

// What a script asks for goes by the policy of the page that runs it, so none is said here.
const headersOf = (type: string, cacheControl: string): Readonly<Record<string, string>> => ({
  'content-type': `${type}; charset=utf-8`,
  'cache-control': cacheControl,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
});

/** Where an error's `doc_url` leads; browsers carry its fragment over. A page knows the fields origin, and not where the docs are. */
function toErrorPage(): Response {
  return new Response(null, {
    status: 302,
    headers: {
      location: `${webEnv().webOrigin}/docs/errors`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}

/** A version's inventory is of its own scripts; the alias's is of every version that a page may have pinned. */
function listingOf(release: Release, name: string, isAlias: boolean): object | null {
  if (name === 'manifest.json') return manifestOf(release);
  if (name !== 'inventory.json') return null;
  const releases = isAlias ? [...servedReleases().values()] : [release];
  return {
    version: release.version,
    scripts: releases.flatMap((each) => inventoryOf(each, webEnv().fieldsOrigin)),
  };
}

function manifestOf({ version, protocol, files }: Release): object {
  const entries = Object.entries(files).map(([name, { content, integrity }]) => {
    return [name, { integrity, bytes: Buffer.byteLength(content) }] as const;
  });
  return { version, protocol, files: Object.fromEntries(entries) };
}

const inLines = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
