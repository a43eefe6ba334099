import { Currency } from '@fieldfare/protocol';

/** Currencies as a person lists them: `eur, USD chf`. A word that is none is named. */
export function parseCurrencies(text: string): { currencies: Currency[] } | { problem: string } {
  const words = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const unknown = words.find((word) => !Currency.safeParse(word).success);
  if (unknown !== undefined)
    return { problem: `${unknown} is no currency that is supported. Write codes such as EUR.` };
  return { currencies: [...new Set(words)].map((word) => Currency.parse(word)) };
}
