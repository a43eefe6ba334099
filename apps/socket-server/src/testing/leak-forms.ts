/** Separators, and what stands between the pieces of an array or the members of an object, but no further digits. */
const BETWEEN_DIGITS = String.raw`[^0-9]{0,12}`;
const HEX_BETWEEN = String.raw`(?:\\x|%|0x|[\s,:]){0,3}`;

/** Every way in which a number, such as a card's or an account's, can be read in a text: plain, spaced, in chunks, in hex, in base64. */
export function numberForms(number: string): RegExp {
  return new RegExp(
    [
      Array.from(number).join(BETWEEN_DIGITS),
      ...[number, grouped(number)].map(hexForm),
      ...[number, grouped(number)].flatMap(base64Forms),
    ].join('|'),
    'i',
  );
}

/**
 * Four digits stand by chance inside longer numbers and random text: a code is looked for where it stands alone, or is named, then also as the number
 * that it is, which has no zero before it.
 */
export function codeForms(code: string): RegExp {
  const alone = `(?<![A-Za-z0-9_.:+-])${code}(?![A-Za-z0-9_.:+-])`;
  return new RegExp([alone, namedCode(code), beside(`0*${Number(code)}`)].join('|'), 'i');
}

/** For texts that are full of numbers, such as a heap: the code beside its name. */
export function namedCodeForms(code: string): RegExp {
  return new RegExp(namedCode(code), 'i');
}

function namedCode(code: string): string {
  const member = `"cvc":"${code}"`;
  return [beside(code), hexForm(member), ...base64Forms(member)].join('|');
}

const beside = (digits: string) => String.raw`(?:cvc|cvv|csc|cid|security.?code)[^0-9]{0,12}${digits}(?!\d)`;

const grouped = (number: string) => number.replace(/(.{4})(?!$)/g, '$1 ');

const hexForm = (text: string) =>
  Array.from(Buffer.from(text), (byte) => byte.toString(16).padStart(2, '0')).join(HEX_BETWEEN);

/** What base64 and base64url make of it at each of the three alignments, without the characters at the ends that its neighbours decide. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const core = padded.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6));
    return [core.replaceAll(/[+/]/g, String.raw`\$&`), core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
