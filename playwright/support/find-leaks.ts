import { createHash } from 'node:crypto';
import type { TestCard } from '@fieldfare/testkit';

/** A piece of text and where it was seen. */
export interface Evidence {
  where: string;
  text: string;
}

export interface Leak {
  where: string;
  form: string;
}

interface Form {
  name: string;
  pattern: RegExp;
}

// Separators, and what stands between array elements or object members, but no further digits.
const BETWEEN_DIGITS = String.raw`[^0-9]{0,12}`;
const HEX_BETWEEN = String.raw`(?:\\x|%|0x|[\s,:]){0,3}`;
/** As many digits in a row tell no fewer than the middle of the number, which masking must hide (the first 6 and last 4 may be shown). */
const TELLING_RUN = 10;

type SearchedCard = Pick<TestCard, 'number' | 'cvc'>;

/**
 * Every place where a card number or security code can be read, whatever it was written as: plain, with separators, digit by digit, in part,
 * backwards, in base64 at any alignment, in hex, in UTF-16, or hashed without a key.
 *
 * Of cards that were used alike, a code that stands alone is a leak where all their codes stand: what leaks one leaks each, while a sequence,
 * an amount or a duration that equals one of them by chance equals all of them hardly ever.
 */
export function findLeaks(cards: readonly SearchedCard[], evidence: readonly Evidence[]): Leak[] {
  const certain = cards.flatMap(({ number, cvc }) => [...numberForms(number), ...namedCodeForms(cvc)]);
  const places = placesOfAll(
    cards.map(({ cvc }) => loneCode(cvc)),
    evidence,
  );
  return [
    ...evidence.flatMap(({ where, text }) =>
      certain.filter(({ pattern }) => pattern.test(text)).map(({ name }) => ({ where, form: name })),
    ),
    ...places.map((where) => ({ where, form: 'code, standing alone' })),
  ];
}

/** The places, ids left out of their names, at which each of the patterns is found. */
function placesOfAll(patterns: readonly RegExp[], evidence: readonly Evidence[]): string[] {
  const [first = new Set<string>(), ...others] = patterns.map(
    (pattern) => new Set(evidence.filter(({ text }) => pattern.test(text)).map(({ where }) => placeOf(where))),
  );
  return [...first].filter((place) => others.every((places) => places.has(place)));
}

const placeOf = (where: string): string => where.replaceAll(/[a-z]+_[0-9A-Za-z]{16,}/g, '{id}');

function numberForms(number: string): Form[] {
  const parts = Array.from({ length: number.length - TELLING_RUN + 1 }, (_, start) =>
    number.slice(start, start + TELLING_RUN),
  );
  const backwards = Array.from(number).reverse().join('');
  const fours = number.replace(/(.{4})(?!$)/g, '$1 ');
  const asAmex = number.replace(/^(.{4})(.{6})/, '$1 $2 ');
  return [
    { name: 'number, plain or separated', pattern: new RegExp(Array.from(number).join(BETWEEN_DIGITS)) },
    { name: 'part of the number', pattern: new RegExp(parts.join('|')) },
    { name: 'number backwards', pattern: new RegExp(backwards) },
    ...encodedForms('number', number),
    ...encodedForms('spaced number', fours),
    ...encodedForms('spaced number', asAmex),
    ...hashForms(number),
  ];
}

/** Four digits stand by chance inside longer numbers and random text, so a code is looked for where it stands alone or named. */
const loneCode = (cvc: string): RegExp => new RegExp(String.raw`(?<![0-9A-Za-z_.+/=-])${cvc}(?![0-9A-Za-z_+/=-]|\.\d)`);

function namedCodeForms(cvc: string): Form[] {
  const named = String.raw`(?:cvc|cvv|csc|cid|security.?code)`;
  return [
    {
      name: 'code, named',
      pattern: new RegExp(String.raw`${named}[^0-9]{0,12}${Array.from(cvc).join(BETWEEN_DIGITS)}`, 'i'),
    },
    { name: 'code, named, in base64', pattern: new RegExp(base64Cores(`"cvc":"${cvc}"`).join('|')) },
    { name: 'code, named, in hex', pattern: new RegExp(Buffer.from(`"cvc":"${cvc}"`).toString('hex'), 'i') },
  ];
}

function encodedForms(name: string, value: string): Form[] {
  const wide = Buffer.from(value, 'utf16le');
  return [
    { name: `${name} in base64`, pattern: new RegExp([...base64Cores(value), ...base64Cores(wide)].join('|')) },
    { name: `${name} in hex`, pattern: new RegExp(`${hexOf(Buffer.from(value))}|${hexOf(wide)}`, 'i') },
  ];
}

function hashForms(value: string): Form[] {
  const digests = ['md5', 'sha1', 'sha256', 'sha512'].map((algorithm) => createHash(algorithm).update(value).digest());
  const written = digests.flatMap((digest) => [
    digest.toString('hex'),
    escaped(digest.toString('base64').replace(/=+$/, '')),
    digest.toString('base64url'),
  ]);
  return [{ name: 'number hashed without a key', pattern: new RegExp(written.join('|'), 'i') }];
}

const hexOf = (bytes: Buffer): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(HEX_BETWEEN);

/** What base64 makes of a value at each of the three alignments, without the characters at the ends that its neighbours decide. */
function base64Cores(value: string | Buffer): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = Math.floor((padded.length * 8) / 6);
    const first = Math.ceil((offset * 8) / 6);
    const core = padded.toString('base64').slice(first, whole);
    return [escaped(core), core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const escaped = (text: string): string => text.replace(/[+/]/g, String.raw`\$&`);
