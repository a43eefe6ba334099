/** Sentences by their code, or by language and then by code: `{ cvc_required: '…' }`, `{ de: { cvc_required: '…' } }`. */
export type Messages = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The sentences that count in a language: those for every language, over them its own, over those the ones of its region. */
export function messagesFor(messages: Messages, locale: string): Record<string, string> {
  const everywhere = Object.entries(messages).filter(([, text]) => typeof text === 'string');
  const [language = ''] = locale.split('-');
  const ofLanguage = [language, locale].map((tag) => messages[tag]).filter((texts) => typeof texts === 'object');
  return Object.assign({}, Object.fromEntries(everywhere), ...ofLanguage) as Record<string, string>;
}
