import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { closingOf } from '@fieldfare/fields';
import * as z from 'zod';
import type { FrameScript, Release } from './release.ts';

const Listing = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/),
  protocol: z.int(),
  catalogs: z.string().regex(/^[\w-]{12}$/),
  files: z.record(z.string(), z.string().regex(/^sha384-[A-Za-z0-9+/]{64}$/)),
});

/**
 * Reads the folder of releases, as `npm run release` fills it; empty where there is no such folder. Throws an Error that names the file where
 * one is missing or is not what its hash says: what pages have pinned must be served as it was, or not at all.
 */
export function readReleases(folder: string): Release[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readRelease(folder, name));
}

function readRelease(folder: string, name: string): Release {
  const listing = Listing.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  if (!listing.success || `${listing.data.version}.json` !== name)
    throw new Error(`${join(folder, name)} is no listing of a release. Take it as it was released.`);
  const { version, protocol, catalogs, files } = listing.data;
  const contents = Object.entries(files).map(([path, integrity]) => {
    const content = readContent(folder, integrity);
    return [path, { content, integrity, deflated: deflate(content) }] as const;
  });
  const inFolder = (prefix: string) =>
    Object.fromEntries(
      contents.flatMap(([path, file]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), file]] : [])),
    );
  const frames = inFolder('frames/');
  const words = Object.entries(inFolder('words/'));
  return {
    version,
    protocol,
    files: inFolder('sdk/'),
    frames: { fields: inline(frames['fields.js']?.content), challenge: inline(frames['challenge.js']?.content) },
    catalogs: {
      hash: catalogs,
      byLanguage: Object.fromEntries(words.map(([file, { content }]) => [file.replace('.json', ''), content])),
    },
  };
}

/** A file stands under the name of its hash, which is reckoned anew. */
function readContent(folder: string, integrity: string): string {
  const path = join(folder, 'files', integrity.replace('sha384-', '').replaceAll('+', '-').replaceAll('/', '_'));
  const content = existsSync(path) ? readFileSync(path) : null;
  const digest = content === null ? null : createHash('sha384').update(content).digest('base64');
  if (content === null || `sha384-${digest}` !== integrity)
    throw new Error(`${path} is missing or was changed after it was released. Take it as it was released.`);
  return content.toString('utf8');
}

function inline(source = ''): FrameScript {
  const hash = `sha256-${createHash('sha256').update(source).digest('base64')}`;
  return { source, hash, deflated: deflate(closingOf(source)) };
}

function deflate(text: string): Buffer {
  return deflateRawSync(text, { level: 9 });
}
