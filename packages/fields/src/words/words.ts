import { ENGLISH } from './english.ts';
import type { Catalog } from './english.ts';

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/** What a frame says, in the page's language: the page's own strings first, then its language's catalog, then English. */
export class Words {
  #locale = 'en';
  #catalog: Catalog = {};
  #overrides: Catalog = {};
  readonly #english: Catalog;

  constructor(english: Catalog = ENGLISH) {
    this.#english = english;
  }

  get locale(): string {
    return this.#locale;
  }

  get direction(): 'ltr' | 'rtl' {
    return RIGHT_TO_LEFT.test(this.#locale) ? 'rtl' : 'ltr';
  }

  /** The string of a code, with `{name}` replaced by the value of that name; `fallback` where no language knows the code. */
  say(code: string, values: Readonly<Record<string, string>> = {}, fallback = ''): string {
    const text = [this.#overrides, this.#catalog, this.#english].find((words) => Object.hasOwn(words, code))?.[code];
    return (text ?? fallback).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  }

  override(messages: Catalog): void {
    this.#overrides = messages;
  }

  use(locale: string, catalog: Catalog): void {
    this.#locale = locale;
    this.#catalog = catalog;
  }
}
