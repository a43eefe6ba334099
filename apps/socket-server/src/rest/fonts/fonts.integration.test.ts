import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font, FontList } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { whyNoWoff2 } from './read-woff2.ts';

const SPACE_MONO = createRequire(import.meta.url).resolve(
  '@fontsource/space-mono/files/space-mono-latin-400-normal.woff2',
);
let stack: TestStack;
let file: Buffer;

beforeAll(async () => {
  file = await readFile(SPACE_MONO);
  stack = await startTestStack();
});
afterAll(() => stack.close());

const upload = async (body: Record<string, unknown> = {}, role: 'owner' | 'viewer' = 'owner') =>
  stack.request('POST', '/v1/fonts', {
    ...(await asUser(stack, role)),
    body: { family: 'Space Mono', data: file.toString('base64'), ...body },
  });
const remove = async (id: string) => stack.request('DELETE', `/v1/fonts/${id}`, await asUser(stack, 'owner'));
const list = async () => ((await stack.request('GET', '/v1/fonts')).body as FontList).data;

it('takes a whole font, lists it without its bytes, audits it, and deletes it', async () => {
  const { status, body } = await upload();
  expect(status).toBe(201);
  expect(body).toMatchObject({
    object: 'font',
    family: 'Space Mono',
    weight: 400,
    style: 'normal',
    bytes: file.length,
  });
  expect(await list()).toEqual([body]);
  const { id } = body as Font;
  expect(await remove(id)).toMatchObject({ status: 200, body: { deleted: true } });
  expect(await list()).toEqual([]);
  expect(await remove(id)).toMatchObject({ status: 404 });
  const audit = await stack.composed.database.prisma.auditEntry.findMany({
    where: { subject: id },
    orderBy: { id: 'asc' },
  });
  expect(audit.map(({ action }) => action).toSorted()).toEqual(['font.add', 'font.remove']);
  expect(JSON.stringify(audit.map(({ body }) => body)).length).toBeLessThan(200);
});

it('takes each face once, and sixteen of them', async () => {
  const weights = Array.from({ length: 16 }, (_, index) => 100 + index);
  for (const weight of weights) expect(await upload({ weight })).toMatchObject({ status: 201 });
  expect(await upload({ weight: 100 })).toMatchObject({ status: 409, body: { error: { code: 'font_exists' } } });
  expect(await upload({ weight: 900 })).toMatchObject({ status: 409, body: { error: { code: 'too_many_fonts' } } });
  for (const { id } of await list()) await remove(id);
});

it('takes no family that is more than a name', async () => {
  for (const family of ['x; } @font-face {', 'url(https://evil.example)', '', '4242424242424242']) {
    expect(await upload({ family })).toMatchObject({ status: 422, body: { error: { param: 'family' } } });
  }
});

it('takes no file that is no whole face, and says why', async () => {
  const changed = (change: (copy: Buffer) => void): Buffer => {
    const copy = Buffer.from(file);
    change(copy);
    return copy;
  };
  expect(whyNoWoff2(file)).toBeNull();
  for (const [bad, why] of [
    [Buffer.alloc(100, 'a'), 'no WOFF2'],
    [file.subarray(0, -8), 'cut off'],
    [Buffer.concat([file, Buffer.from('<script>')]), 'cut off'],
    [changed((copy) => copy.write('ttcf', 4)), 'collection'],
    [changed((copy) => copy.writeUInt32BE(12, 40)), 'private data'],
    [changed((copy) => copy.writeUInt32BE(5_000_000, 16)), 'damaged'],
    [changed((copy) => copy.fill(0xff, 400, 480)), 'damaged'],
    [changed((copy) => copy.writeUInt8(36, 48)), 'SVG'],
    [Buffer.alloc(300_000, 'a'), 'larger than'],
  ] as const) {
    expect(whyNoWoff2(bad), why).toContain(why);
  }
  const { status, body } = await upload({ data: Buffer.alloc(200, 'a').toString('base64') });
  expect({ status, body }).toMatchObject({ status: 422, body: { error: { code: 'font_invalid', param: 'data' } } });
});

it('is for those who may write the profile, and shown to all who may read it', async () => {
  expect(await stack.request('GET', '/v1/fonts', await asUser(stack, 'viewer'))).toMatchObject({ status: 200 });
  expect(await upload({}, 'viewer')).toMatchObject({ status: 403, body: { error: { code: 'missing_permission' } } });
});
