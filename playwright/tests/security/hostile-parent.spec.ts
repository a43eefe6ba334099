import { expect, test } from '../../fixtures/test.ts';

/**
 * A page that embeds a field without the SDK, and a stranger's frame beside it. What both of them can do is send: the test has them send
 * everything that the protocol has in it, whole, bent and at random, and watches what comes back.
 */
const html = (field: string, name: string, stranger: string): string => `<!doctype html><title>Hostile</title>
<iframe id="field" name="${name}" src="${field}" style="width: 20rem; height: 3rem"></iframe>
<iframe id="stranger" src="${stranger}"></iframe>
<script>
  window.heard = [];
  addEventListener('message', ({ data, origin }) => heard.push({ origin, data }));
</script>`;

/** Sends what it is given to the field, each message with a port, and answers what came back by any of them. */
const STRANGER = `<!doctype html><title>Stranger</title><script>
  addEventListener('message', ({ data, ports }) => {
    const answers = [];
    for (const message of data) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => answers.push(data);
      parent.frames[0].postMessage(message, '*', [port2]);
    }
    setTimeout(() => ports[0].postMessage(answers), 500);
  });
</script>`;

interface HostileWindow extends Window {
  heard: { origin: string; data: unknown }[];
}

test('a hostile page and a stranger’s frame get nothing out of a field and nothing into it', async ({
  newWindow,
  stack,
  api,
}) => {
  const page = await newWindow();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const session = await api.createSession({ amountMinor: 2500 });
  const merchant = JSON.parse(atob(session.pt_token.split('.')[1] ?? '')).merchant_uid as string;
  const id = 'hostile-frame-1';
  const field = `${stack.fields}/fields/v1/${merchant}?origin=${encodeURIComponent(stack.shop)}`;
  const [address, stranger] = [`${stack.shop}/hostile-page`, `${stack.web}/stranger-of-the-tests`];
  await page.context().grantPermissions(['local-network-access'], { origin: stack.shop });
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: html(field, `card-cvc.${id}`, stranger) }),
  );
  await page.route(stranger, (route) => route.fulfill({ contentType: 'text/html', body: STRANGER }));
  await page.goto(address);
  await page.waitForFunction(() => (window as unknown as HostileWindow).heard.length > 0);
  const code = page.frameLocator('#field').getByLabel('Security code');
  await code.fill('987');

  const { answers, toStranger } = await page.evaluate(bombard, { id, token: session.pt_token });
  // It understood none of it. Whoever handed over a port was told so, and by nothing that names a value.
  const types = new Set(answers.map((answer) => (answer as { type?: string }).type));
  expect([...types]).toEqual(['error']);
  expect(JSON.stringify(answers)).not.toContain('987');
  // The stranger was not even told that: only the page is spoken to.
  expect(toStranger).toEqual([]);
  const heard = await page.evaluate(() => (window as unknown as HostileWindow).heard);
  expect(heard).toEqual([{ origin: stack.fields, data: { type: 'fieldfare:boot', frame: id } }]);
  await expect(code).toHaveValue('987');
  await expect(code).toHaveAccessibleName('Security code');
  expect(problems).toEqual([]);
});

test('a field that the page does connect tells it everything but the value, whatever the page sends', async ({
  fieldsPage,
}) => {
  const fields = await fieldsPage({ kinds: ['card-cvc', 'card-number'] });
  await fields.frame('card-cvc').getByLabel('Security code').fill('987');
  await fields.update({ appearance: { backgroundColor: 'url(https://evil.example)' } });
  await expect.poll(() => fields.heard('error')).toContainEqual(expect.objectContaining({ detail: 'setup_refused' }));
  const told = JSON.stringify([await fields.heard('change'), await fields.heard('error')]);
  expect(told).not.toContain('987');
});

/** Runs in the page: sends bent and random messages to the field, itself and by the stranger, and answers what the ports brought back. */
async function bombard({ id, token }: { id: string; token: string }) {
  const field = document.querySelector<HTMLIFrameElement>('#field')?.contentWindow;
  const stranger = document.querySelector<HTMLIFrameElement>('#stranger')?.contentWindow;
  if (!field || !stranger) throw new Error('The frames are missing.');
  let seed = 1;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const odd = [
    undefined,
    null,
    0,
    -1,
    1.5,
    '',
    'x'.repeat(500),
    [],
    {},
    true,
    Number.NaN,
    { __proto__: { type: 'clear' } },
  ];
  const whole = { type: 'fieldfare:connect', frame: id, pt_token: token, setup: {} };
  const bent: unknown[] = [
    { ...whole, surplus: 1 },
    { ...whole, setup: { label: 'Card number', onclick: 'x' } },
    { ...whole, setup: { appearance: { color: 'url(https://evil.example)' } } },
    { type: 'collect', call: 1 },
    { type: 'fieldfare:connect' },
    JSON.stringify(whole),
  ];
  for (let round = 0; round < 1_000; round++) {
    const keys = Object.keys(whole) as (keyof typeof whole)[];
    bent.push({ ...whole, [keys[random(keys.length)] ?? 'type']: odd[random(odd.length)], surplus: round });
  }
  const answers: unknown[] = [];
  const ask = (target: Window, message: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', ({ data }) => resolve(data));
      port1.start();
      target.postMessage(message, '*', [port2]);
    });
  // Its own name in another frame's message gets no answer at all; everything else is refused.
  field.postMessage({ ...whole, frame: 'another-frame' }, '*');
  for (const message of bent) answers.push(await ask(field, message));
  // The stranger sends what would be right, had it come from the page.
  const toStranger = await ask(stranger, [whole, ...bent.slice(0, 50)]);
  answers.push(await ask(field, bent[0]));
  return { answers, toStranger };
}
