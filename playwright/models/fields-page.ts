import type { FrameLocator, Page } from '@playwright/test';
import type { Stack } from '../support/stack.ts';

export interface FieldsPageOptions {
  page: Page;
  stack: Stack;
  ptToken: () => Promise<string>;
  /** The kinds to mount, top to bottom, each under a label of the page's own. */
  kinds: readonly string[];
  /** What `fields()` is given besides the session. */
  options?: Readonly<Record<string, unknown>>;
  /** Markup between the fields' boxes and the end of the page. */
  extra?: string;
}

/** The browser side of the page: what its script leaves on `window` for the tests. */
export interface FieldsWindow extends Window {
  fields: {
    session: object | null;
    update: (options: object) => void;
    pay: (options?: object) => Promise<{ status: string; payment: object | null; error: { detail: string } | null }>;
    tokenize: (
      options?: object,
    ) => Promise<{ status: string; payment_method?: { id: string }; error: { detail: string } | null }>;
  };
  /** Every event that the fields told the page, by name and payload. */
  heard: [name: string, payload: Record<string, unknown>][];
}

/** A merchant's page at an allowed origin that mounts the fields a test asks for, and keeps what it hears of them. */
export class FieldsPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open({ page, stack, ptToken, kinds, options = {}, extra = '' }: FieldsPageOptions): Promise<FieldsPage> {
    const address = `${stack.shop}/fields-page-of-the-tests`;
    // A document that the test itself answers comes from no address; the browser then asks before it lets it speak to this machine.
    await page.context().grantPermissions(['local-network-access'], { origin: stack.shop });
    await page.exposeFunction('ptToken', ptToken);
    const body = html(stack.fields, kinds, options, extra);
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(address);
    await page.waitForFunction((count) => document.querySelectorAll('[data-ff-ready]').length === count, kinds.length);
    return new FieldsPage(page);
  }

  /** Everything in the frame of one field. */
  frame(kind: string): FrameLocator {
    return this.page.frameLocator(`iframe[name^="${kind}."]`);
  }

  update(options: object): Promise<void> {
    return this.page.evaluate((changed) => (window as unknown as FieldsWindow).fields.update(changed), options);
  }

  /** The payloads of all events of a name that the page has heard. */
  heard(name: string): Promise<Record<string, unknown>[]> {
    return this.page.evaluate(
      (wanted) =>
        (window as unknown as FieldsWindow).heard.filter(([event]) => event === wanted).map(([, payload]) => payload),
      name,
    );
  }
}

const html = (
  fieldsOrigin: string,
  kinds: readonly string[],
  options: object,
  extra: string,
): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Fields</title>
<style>
  :root { color-scheme: light dark }
  .box { width: 20rem; height: 3rem; border: 1px solid gray; margin-bottom: 0.5rem }
</style>
${kinds.map((kind) => `<label for="${kind}">Label of ${kind}</label><div class="box" id="${kind}"></div>`).join('\n')}
${extra}
<script src="${fieldsOrigin}/sdk/v1/fieldfare.js"></script>
<script>
  const heard = [];
  const fields = Fieldfare({ fieldsOrigin: '${fieldsOrigin}' }).fields({ session: () => window.ptToken(), ...${JSON.stringify(options)} });
  for (const name of ['change', 'status', 'error', 'mandate', 'challenge', 'submit', 'bin'])
    fields.on(name, (payload) => heard.push([name, payload]));
  const mounted = {};
  for (const kind of ${JSON.stringify(kinds)}) {
    mounted[kind] = fields.create(kind);
    mounted[kind].mount('#' + kind);
  }
  Object.assign(window, { fields, heard, mounted });
</script>
`;
