import type { Metadata } from 'next';
import { DocsPage } from '../../docs/docs-page.tsx';

export const metadata: Metadata = { title: 'Documentation' };

const TRY_IT = `export FIELDFARE_KEY=$(node -p "JSON.parse(fs.readFileSync('.fieldfare/demo.json')).secret_key")`;

export default function DocsHome() {
  return (
    <DocsPage title="Documentation">
      <ul className="grid list-disc gap-2 pl-5">
        <li>
          <a href="/docs/api" className="underline">
            API reference
          </a>
          : every address, with its parameters, its answers and a command to try it.
        </li>
        <li>
          <a href="/docs/errors" className="underline">
            Errors
          </a>
          : what each code means and what to do.
        </li>
      </ul>
      <p>
        The commands of the reference take the key from a variable. With the demo data, in the folder that Fieldfare was
        started in:
      </p>
      <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-sm">{TRY_IT}</pre>
    </DocsPage>
  );
}
