import { readFile } from 'node:fs/promises';
import { PROTOCOL_VERSION } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import type { FrameConfig } from '../frame/frame-config.ts';
import { renderFieldDocument } from './render-field-document.ts';

const CONFIG: FrameConfig = {
  merchant_uid: 'mer_1',
  origin: 'https://shop.example',
  fields_origin: 'https://fields.example',
  payments_origin: 'https://payments.example',
  root_thumbprints: ['thumb'],
  catalogs: { hash: 'abc123', languages: ['de'] },
  fonts: [{ family: 'Brand', weight: 400, style: 'normal', file: 'abc.woff2' }],
  bin_digits: 6,
};

/** The same with the names of types in place of values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

/**
 * Frames of every release run in documents that today's server writes. What they read may be added to, and neither renamed, moved nor
 * removed; whoever has to do it raises PROTOCOL_VERSION and writes that one's contract.
 */
it(`a document holds what frames released for protocol ${PROTOCOL_VERSION} read in it, where they look for it`, async () => {
  const contract = new URL(`../../contract/frame-config-${PROTOCOL_VERSION}.json`, import.meta.url);
  const { opening } = renderFieldDocument(CONFIG, { hash: 'sha256-frame' });
  const written = /<script type="application\/json" id="fieldfare">(.*?)<\/script><body><script>$/.exec(opening)?.[1];
  expect(shapeOf(JSON.parse(written ?? 'null'))).toMatchObject(JSON.parse(await readFile(contract, 'utf8')) as object);
});
