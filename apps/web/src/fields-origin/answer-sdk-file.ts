import 'server-only';
import { webEnv } from '../env.ts';
import { notFound } from './not-found.ts';
import type { Release } from './releases/release.ts';
import { CURRENT, servedReleases } from './releases/served-releases.ts';
import { inventoryOf } from './inventory-of.ts';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
const ALIAS = 'public, max-age=300, stale-while-revalidate=86400';
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** `v1` is the alias that moves with releases; a version names files that never change, to be loaded with their integrity hash. */
export function answerSdkFile(version: string, file: string): Response {
  const isAlias = version === 'v1';
  if (isAlias && file === 'errors') return toErrorPage();
  const release = isAlias ? CURRENT : servedReleases().get(version);
  const content = release && contentOf(release, file, isAlias);
  if (content === undefined) return notFound();
  return new Response(content, {
    headers: {
      'content-type': TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'cache-control': isAlias ? ALIAS : IMMUTABLE,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

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
function contentOf(release: Release, name: string, isAlias: boolean): string | undefined {
  if (name === 'manifest.json') return inLines(manifestOf(release));
  if (name === 'inventory.json') {
    const releases = isAlias ? [...servedReleases().values()] : [release];
    return inLines({
      version: release.version,
      scripts: releases.flatMap((each) => inventoryOf(each, webEnv().fieldsOrigin)),
    });
  }
  return Object.hasOwn(release.files, name) ? release.files[name]?.content : undefined;
}

function manifestOf({ version, protocol, files }: Release): object {
  const entries = Object.entries(files).map(([name, { content, integrity }]) => {
    return [name, { integrity, bytes: Buffer.byteLength(content) }] as const;
  });
  return { version, protocol, files: Object.fromEntries(entries) };
}

const inLines = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
