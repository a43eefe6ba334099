import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../src/words/english.ts';
import { ENGLISH_CHALLENGE } from '../src/words/english-challenge.ts';
import { languageOf, loadCatalog } from '../src/words/load-catalog.ts';
import { Words } from '../src/words/words.ts';
import { readCatalogs } from './read-catalogs.ts';

const { byLanguage, hash } = await readCatalogs();
const english: Record<string, string> = { ...ENGLISH, ...ENGLISH_CHALLENGE };
const wordsOf = (language: string) => JSON.parse(byLanguage[language] ?? '{}') as Record<string, string>;
const values = (text = ''): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

it('speaks twenty languages, two of them from right to left', () => {
  expect(Object.keys(byLanguage)).toHaveLength(19);
  expect(Object.keys(byLanguage)).toEqual(expect.arrayContaining(['ar', 'he', 'hi', 'ja', 'zh']));
});

describe.each(Object.keys(byLanguage))('the words of %s', (language) => {
  it('say all that English says, with the same values in it', () => {
    const words = wordsOf(language);
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const [code, text] of Object.entries(words)) {
      expect(text.trim(), code).not.toBe('');
      expect(values(text), code).toEqual(values(english[code]));
    }
  });

  it('are translated, plain text, and small', () => {
    const words = wordsOf(language);
    const untranslated = Object.entries(words).filter(([code, text]) => text === english[code]);
    expect(untranslated.length).toBeLessThan(6);
    expect(Object.values(words).join('')).not.toMatch(/[<>&]/);
    expect(gzipSync(byLanguage[language] ?? '').length).toBeLessThan(4_000);
  });
});

describe('the language of a tag', () => {
  const known = ['de', 'pt', 'zh'];
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['PT-br', 'pt'],
    ['zh-Hant-TW', 'zh'],
    ['en-GB', 'en'],
    ['tlh', 'en'],
  ])('%s is spoken by %s', (tag, language) => {
    expect(languageOf(tag, known)).toBe(language);
  });

  it('stays what it was where its catalog cannot be had', async () => {
    const words = new Words();
    const nowhere = { fields_origin: 'http://127.0.0.1:1', catalogs: { hash, languages: known } };
    await expect(loadCatalog(words, nowhere, 'de')).rejects.toThrow('fetch failed');
    expect(words.say('card-number')).toBe('Card number');
  });
});
