import type { Metadata } from 'next';
import { DocsPage } from '../../../docs/docs-page.tsx';
import { ERROR_DETAILS, ERROR_TYPES } from '../../../docs/error-details.ts';

export const metadata: Metadata = { title: 'Errors' };

export default function ErrorsPage() {
  return (
    <DocsPage title="Errors">
      <p>
        Every failure is answered as <code>{'{ "error": { type, code, message, param, request_id, doc_url } }'}</code>.
        Programs decide by <code>code</code>; the message says what to do; <code>request_id</code> names the request in
        the server’s log. A code that is not listed here is explained by its type and message.
      </p>
      {Object.entries(ERROR_TYPES).map(([type, words]) => (
        <section key={type} className="grid gap-2">
          <h2 id={type} className="font-mono text-lg font-semibold">
            {type}
          </h2>
          <p className="text-muted">{words}</p>
          <dl className="grid gap-2">
            {ERROR_DETAILS[type]?.map(([code, explanation]) => (
              <div key={code} id={code} className="grid gap-0.5 rounded-md target:bg-sunken sm:grid-cols-[18rem_1fr]">
                <dt className="font-mono text-sm break-words">{code}</dt>
                <dd>{explanation}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </DocsPage>
  );
}
