/** Sentences by their code, or by language and then by code: `{ cvc_required: '…' }`, `{ de: { cvc_required: '…' } }`. */
export type Messages = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The sentences that count in a language, whatever a page without types calls one: those for every language, over them its own, over those the ones of its region. */
export function messagesFor(messages: Messages, locale: unknown): Record<string, string> {
  const everywhere = Object.entries(messages).filter(([, text]) => typeof text === 'string');
  const wanted = String(locale);
  const [language = ''] = wanted.split('-');
  const ofLanguage = [language, wanted].map((tag) => messages[tag]).filter((texts) => typeof texts === 'object');
  return Object.assign({}, Object.fromEntries(everywhere), ...ofLanguage) as Record<string, string>;
}
