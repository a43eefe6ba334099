import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

// Where `next start` and `next dev` run.
const BUNDLE = join(process.cwd(), 'node_modules/@scalar/api-reference/dist/browser/standalone.js');

const OPTIONS = {
  withDefaultFonts: false,
  telemetry: false,
  // A secret key has no place in a page, and is refused where one sends it: the examples are commands instead.
  hideTestRequestButton: true,
  hideClientButton: true,
  hiddenClients: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
};

/** The page of the API reference: Scalar, from this server, over the description that the payment server gives of itself. */
export function apiReferencePage({ nonce, paymentsOrigin }: { nonce: string; paymentsOrigin: string }): string {
  const options = JSON.stringify({ ...OPTIONS, url: `${paymentsOrigin}/v1/openapi.json` }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>API reference · Fieldfare</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <link rel="icon" href="/icon.svg">
    <meta property="csp-nonce" content="${nonce}">
    <style nonce="${nonce}">
      .back { display: block; padding: 12px 20px; color: var(--scalar-color-1, CanvasText); font: 14px system-ui, sans-serif; }
    </style>
  </head>
  <body>
    <nav aria-label="Fieldfare"><a class="back" href="/docs">← Documentation</a></nav>
    <div id="api"></div>
    <noscript>The reference needs JavaScript. Its source is ${paymentsOrigin}/v1/openapi.json.</noscript>
    <script nonce="${nonce}" src="/docs/api/scalar.js"></script>
    <script nonce="${nonce}">Scalar.createApiReference('#api', ${options})</script>
  </body>
</html>
`;
}

let bundle: Promise<string> | null = null;

/** Scalar itself, read once. */
export function scalarBundle(): Promise<string> {
  bundle ??= readFile(BUNDLE, 'utf8').catch((error: unknown) => {
    bundle = null;
    throw error;
  });
  return bundle;
}
