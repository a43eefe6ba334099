import { ERROR_CODES, HTTP_STATUS } from '@fieldfare/protocol';
import { ANSWER_ERRORS, ERROR_TYPES, OPERATOR_ERRORS } from '@fieldfare/protocol/error-catalogue';
import type { Metadata } from 'next';
import { DocsPage } from '../../../docs/docs-page.tsx';
import { ErrorList } from '../../../docs/error-list.tsx';
import { SDK_ERRORS } from '../../../docs/sdk-error-details.ts';

export const metadata: Metadata = { title: 'Errors' };

export default function ErrorsPage() {
  return (
    <DocsPage href="/docs/errors">
      <p>
        Every failure is answered as <code>{'{ "error": { type, code, message, param, request_id, doc_url } }'}</code>.
        Programs decide by <code>code</code>; the message says what to do; <code>request_id</code> names the request in
        the server’s log. The secure socket answers the same codes, as <code>detail</code>.
      </p>
      {ERROR_CODES.map((type) => (
        <section key={type} className="grid gap-2">
          <h2 id={type} className="font-mono text-lg font-semibold">
            {type}
          </h2>
          <p className="text-muted">
            {HTTP_STATUS[type]}: {ERROR_TYPES[type]}
          </p>
          <ErrorList details={ANSWER_ERRORS[type]} />
        </section>
      ))}
      <p>
        On a page, a failure is <code>{'{ code, detail, message, doc_url }'}</code>: <code>code</code> is one of the
        types above, and <code>detail</code> says exactly what, by the names above and these.
      </p>
      {SDK_ERRORS.map(({ id, title, words, details }) => (
        <section key={id} className="grid gap-2">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          <p className="text-muted">{words}</p>
          <ErrorList details={details.filter(([code]) => !EXPLAINED_ABOVE.has(code))} />
        </section>
      ))}
      <section className="grid gap-2">
        <h2 id="operators" className="text-lg font-semibold">
          For who runs the installation
        </h2>
        <p className="text-muted">In the log and at the command line. Shoppers and merchants read a system_error.</p>
        <ErrorList details={OPERATOR_ERRORS} />
      </section>
    </DocsPage>
  );
}

/** An error is linked to by its code, so a code stands once: what REST and pages know by the same name is explained by REST's. */
const EXPLAINED_ABOVE = new Set<string>(
  Object.values(ANSWER_ERRORS).flatMap((details) => details.map(([code]) => code)),
);
