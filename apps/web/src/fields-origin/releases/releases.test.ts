import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveRelease } from '../../../../../scripts/release/archive-release.ts';
import { inventoryOf } from '../inventory-of.ts';
import { chooseRelease } from './choose-release.ts';
import { joinReleases } from './join-releases.ts';
import { readReleases } from './read-releases.ts';

const RELEASED = {
  version: '0.9.0',
  protocol: 1,
  catalogs: 'abcdefghij_-',
  files: {
    'sdk/fieldfare.js': 'sdk()',
    'frames/fields.js': 'fields()',
    'frames/challenge.js': 'challenge()',
    'words/de.json': '{"brand":"Marke"}',
  },
};
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldfare-releases-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (version: string) => {
  const release = readReleases(folder).find((each) => each.version === version);
  if (release === undefined) throw new Error(`no ${version}`);
  return release;
};

describe('the folder of releases', () => {
  it('gives back what was released, each file with its hash', () => {
    expect(archiveRelease(folder, RELEASED)).toBe(true);
    const release = read('0.9.0');
    expect(release).toMatchObject({
      version: '0.9.0',
      protocol: 1,
      files: { 'fieldfare.js': { content: 'sdk()', integrity: expect.stringMatching(/^sha384-/) } },
      frames: { fields: { source: 'fields()' }, challenge: { source: 'challenge()' } },
      catalogs: { hash: 'abcdefghij_-', byLanguage: { de: '{"brand":"Marke"}' } },
    });
    expect(
      inventoryOf(release, 'https://fields.example').map(({ address, integrity }) => [address, integrity]),
    ).toEqual([
      ['https://fields.example/sdk/0.9.0/fieldfare.js', release.files['fieldfare.js']?.integrity],
      [
        'https://fields.example/fields/v1/{merchant_uid}?origin={origin}&version=0.9.0',
        'sha256-xSdvAzJaOuZ62Q7xz3maV1xn46nlML0kmF0trbW1Wy0=',
      ],
      [
        'https://fields.example/fields/v1/{merchant_uid}?origin={origin}&version=0.9.0&part=challenge',
        release.frames.challenge.hash,
      ],
    ]);
  });

  it('is empty where there is none yet', () => {
    expect(readReleases(join(folder, 'none'))).toEqual([]);
  });

  it('keeps a content that two releases share once, and never changes a release', () => {
    archiveRelease(folder, RELEASED);
    archiveRelease(folder, {
      ...RELEASED,
      version: '0.9.1',
      files: { ...RELEASED.files, 'sdk/fieldfare.js': 'sdk(1)' },
    });
    expect(readdirSync(join(folder, 'files'))).toHaveLength(5);
    expect(archiveRelease(folder, RELEASED)).toBe(false);
    const other = { ...RELEASED, files: { ...RELEASED.files, 'sdk/fieldfare.js': 'sdk(2)' } };
    expect(() => archiveRelease(folder, other)).toThrow('0.9.0 was released with other files');
    expect(read('0.9.0').files['fieldfare.js']?.content).toBe('sdk()');
  });

  it('is refused, by the name of the file, where a file was changed, is missing, or lists what it should not', () => {
    archiveRelease(folder, RELEASED);
    const [name = ''] = readdirSync(join(folder, 'files'));
    const path = join(folder, 'files', name);
    writeFileSync(path, 'stolen()');
    expect(() => readReleases(folder)).toThrow(`${path} is missing or was changed`);
    rmSync(path);
    expect(() => readReleases(folder)).toThrow(`${path} is missing or was changed`);
    writeFileSync(join(folder, '0.9.0.json'), '{"version":"../0.9.0"}');
    expect(() => readReleases(folder)).toThrow('0.9.0.json is no listing of a release');
  });
});

describe('what is served', () => {
  it('is this build and every release, and never a build that only says that it is one', () => {
    archiveRelease(folder, RELEASED);
    const released = readReleases(folder);
    const current = { ...read('0.9.0'), version: '1.0.0' };
    expect([...joinReleases(current, released).keys()]).toEqual(['1.0.0', '0.9.0']);
    expect([...joinReleases(read('0.9.0'), released).keys()]).toEqual(['0.9.0']);
    const changed = { ...read('0.9.0'), frames: current.frames, catalogs: { hash: 'another_____', byLanguage: {} } };
    expect(() => joinReleases(changed, released)).toThrow('0.9.0, which was released with other files');
  });

  it('is chosen by the version that the page’s SDK is of; one that cannot work is refused in words', () => {
    archiveRelease(folder, RELEASED);
    const old = read('0.9.0');
    const ancient = { ...old, version: '0.1.0', protocol: 0 };
    const current = { ...old, version: '1.0.0' };
    const served = joinReleases(current, [old, ancient]);
    expect(chooseRelease(served, current, null)).toEqual({ release: current });
    expect(chooseRelease(served, current, '0.9.0')).toEqual({ release: old });
    expect(chooseRelease(served, current, '7.0.0')).toMatchObject({
      refusal: 'version_unknown',
      message: expect.stringContaining('1.0.0, 0.9.0, 0.1.0'),
    });
    expect(chooseRelease(served, current, '0.1.0')).toMatchObject({
      refusal: 'version_too_old',
      message: expect.stringContaining('/sdk/1.0.0/fieldfare.js'),
    });
  });
});
