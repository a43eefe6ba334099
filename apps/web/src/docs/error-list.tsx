/** Codes with their explanations; each is an anchor, which an answer's `doc_url` leads to. */
export function ErrorList({ details }: { details: readonly (readonly [code: string, words: string])[] }) {
  return (
    <dl className="grid gap-2">
      {details.map(([code, explanation]) => (
        <div
          key={code}
          id={code}
          className="grid scroll-mt-20 gap-0.5 rounded-md target:bg-sunken sm:grid-cols-[18rem_1fr]"
        >
          <dt className="font-mono text-sm break-words">{code}</dt>
          <dd>{explanation}</dd>
        </div>
      ))}
    </dl>
  );
}
