import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { fakeServer } from '../testing/fake-server.ts';
import { generateHostKeys } from './generate-host-keys.ts';
import { verifyHostToken, verifyKeyDocument } from './verify-documents.ts';

const NOW = new Date();

describe('what a frame believes', () => {
  it('a key document that an inlined root signed, and a host token that one of its keys signed', async () => {
    const server = await fakeServer();
    const { publicKeys } = await generateHostKeys();
    const keys = await verifyKeyDocument(await server.keyDocument(), server.config.root_thumbprints, NOW);
    expect(keys.payload_keys.map(({ kid }) => kid)).toEqual(['e1', 'x1']);
    const claims = await verifyHostToken(await server.hostToken(publicKeys), keys, NOW);
    expect(claims.cnf).toEqual(publicKeys);
  });

  it('no key document of another root, be it named in the header or not', async () => {
    const server = await fakeServer();
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const { kty, crv, x, y } = await exportJWK(stranger.publicKey);
    const roots = server.config.root_thumbprints;
    const own = await server.keyDocument({}, stranger.privateKey, { jwk: { kty, crv, x, y } });
    const borrowed = await server.keyDocument({}, stranger.privateKey);
    for (const document of [own, borrowed])
      await expect(verifyKeyDocument(document, roots, NOW)).rejects.toThrow(/^refused/);
    await expect(verifyKeyDocument(await server.keyDocument(), [], NOW)).rejects.toThrow(/^refused/);
  });

  it('no key document whose time is over or whose claims are others', async () => {
    const server = await fakeServer();
    const roots = server.config.root_thumbprints;
    const past = Math.floor(NOW.getTime() / 1000) - 3600;
    await expect(verifyKeyDocument(await server.keyDocument({ exp: past }), roots, NOW)).rejects.toThrow(/^refused/);
    await expect(verifyKeyDocument(await server.keyDocument({ payload_keys: [] }), roots, NOW)).rejects.toThrow(
      /^refused/,
    );
  });

  it('no host token of another server, kind or time', async () => {
    const [server, other] = await Promise.all([fakeServer(), fakeServer()]);
    const { publicKeys } = await generateHostKeys();
    const keys = await verifyKeyDocument(await server.keyDocument(), server.config.root_thumbprints, NOW);
    const token = await server.hostToken(publicKeys);
    await expect(verifyHostToken(await other.hostToken(publicKeys), keys, NOW)).rejects.toThrow(/^refused/);
    await expect(
      verifyHostToken(await server.hostToken(publicKeys, { aud: 'fieldfare:fields' }), keys, NOW),
    ).rejects.toThrow(/^refused/);
    await expect(verifyHostToken(token, keys, new Date(NOW.getTime() + 2 * 3_600_000))).rejects.toThrow(/^refused/);
    await expect(verifyHostToken(await server.keyDocument(), keys, NOW)).rejects.toThrow(/^refused/);
  });
});
