import 'server-only';
import { files, manifest } from '@fieldfare/sdk/assets';
import { webEnv } from '../env.ts';
import { scriptInventory } from './script-inventory.ts';

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
  const content = contentOf(file);
  if (content === undefined || (!isAlias && version !== manifest.version)) {
    return new Response('Not found\n', {
      status: 404,
      headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
    });
  }
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

function contentOf(name: string): string | undefined {
  if (name === 'manifest.json') return inLines(manifest);
  if (name === 'inventory.json') return inLines(scriptInventory(webEnv().fieldsOrigin));
  return Object.hasOwn(files, name) ? files[name] : undefined;
}

const inLines = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
