import { describe, expect, test } from 'vitest';
import { newRecordNumber, parseRecordNumber } from './record-number.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('');
const plain = (recordNumber: string) => recordNumber.replaceAll('-', '');
const replaceAt = (text: string, index: number, character: string) =>
  text.slice(0, index) + character + text.slice(index + 1);
const samples = Array.from({ length: 50 }, newRecordNumber);

describe('a record number', () => {
  test('is three groups of four that read back as they were written', () => {
    for (const recordNumber of samples) {
      expect(recordNumber).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(parseRecordNumber(recordNumber)).toBe(recordNumber);
    }
    expect(new Set(samples).size).toBe(samples.length);
  });

  test('is read in any case and grouping, with look-alikes mended', () => {
    const recordNumber = withCheck('0123456789A');
    expect(parseRecordNumber(` ${plain(recordNumber).toLowerCase()} `)).toBe(recordNumber);
    expect(parseRecordNumber(recordNumber.replaceAll('-', ' '))).toBe(recordNumber);
    expect(parseRecordNumber(recordNumber.replace('0', 'O').replace('1', 'l'))).toBe(recordNumber);
    expect(parseRecordNumber(recordNumber.replace('0', 'o').replace('1', 'I'))).toBe(recordNumber);
  });

  test.each(['', '7K3M', '7K3M-92QX-4TBX-0', 'UUUU-UUUU-UUUU', '7K3M-92QX-4TB!'])('is not "%s"', (text) => {
    expect(parseRecordNumber(text)).toBeNull();
  });

  test('differs from every one with a single wrong character', () => {
    for (const recordNumber of samples) {
      const characters = plain(recordNumber);
      for (let index = 0; index < characters.length; index++) {
        for (const wrong of ALPHABET) {
          if (wrong === characters[index]) continue;
          expect(
            parseRecordNumber(replaceAt(characters, index, wrong)),
            `${recordNumber} with ${wrong} at ${index}`,
          ).toBeNull();
        }
      }
    }
  });

  test('differs from nearly every one with two neighbours swapped', () => {
    let swaps = 0;
    let missed = 0;
    for (const recordNumber of Array.from({ length: 500 }, newRecordNumber)) {
      const characters = plain(recordNumber);
      for (let index = 0; index + 1 < characters.length; index++) {
        const [first = '', second = ''] = characters.slice(index, index + 2);
        if (first === second) continue;
        swaps++;
        if (parseRecordNumber(replaceAt(replaceAt(characters, index, second), index + 1, first)) !== null) missed++;
      }
    }
    expect(missed / swaps).toBeLessThan(0.01);
  });
});

/** The one check character that agrees with a body. */
function withCheck(body: string): string {
  const agreeing = ALPHABET.map((check) => parseRecordNumber(body + check)).filter((found) => found !== null);
  expect(agreeing).toHaveLength(1);
  return agreeing[0] ?? '';
}
