import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cards, expectAuthorized, fillCard, hostedField, watchPayments } from '@fieldfare/testkit';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { expect, test } from '../../fixtures/test.ts';
import { exampleOrigins } from '../../support/example-origins.ts';
import { runServer } from '../../support/run-server.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
/** The workspace's own Node stands before whichever one started the tests. */
const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`;

const EXAMPLES = [
  { name: 'html', script: 'start', built: null, port: 2 },
  { name: 'react', script: 'serve', built: 'dist/index.html', port: 3 },
  { name: 'next', script: 'serve', built: '.next/BUILD_ID', port: 4 },
] as const;

for (const { name, script, built, port: index } of EXAMPLES) {
  test(`examples/${name} is bought from, after a decline and across a reload`, async ({ page, stack, api }) => {
    test.slow();
    const cwd = join(ROOT, 'examples', name);
    const environment = { ...process.env, PATH, FIELDFARE_DATA_DIR: stack.dataDir };
    // `npm test` has built it already; alone the test does.
    if (built !== null && !existsSync(join(cwd, built))) await run('npm', ['run', 'build'], { cwd, env: environment });
    const { origin, port } = (await exampleOrigins(api, stack))[index] ?? new URL(stack.shop);
    const manifest = await import(join(cwd, 'package.json'), { with: { type: 'json' } });
    const command = String(manifest.default.scripts[script]);
    const server = await runServer(['sh', '-c', `exec ${command}`], {
      cwd,
      env: { PATH: `${join(cwd, 'node_modules/.bin')}:${PATH}`, FIELDFARE_DATA_DIR: stack.dataDir, PORT: port },
      origin,
    });
    try {
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      watchPayments(page);
      await page.goto(origin);
      await fillCard(page, cards.declined);
      await expectAccessible(page);
      const pay = page.getByRole('button', { name: 'Pay $49.00' });
      await pay.click();
      await expect(page.getByRole('status')).toContainText('Your card was declined');
      await expect(pay).toBeFocused();
      await page.reload();
      await fillCard(page, cards.visa);
      await hostedField(page, 'card-cvc').press('Enter');
      await expect(page.getByRole('status')).toHaveText('Payment authorized');
      // The form is gone; the focus is not.
      await expect(page.getByRole('status')).toBeFocused();
      const { id } = await expectAuthorized(page);
      await api.confirm(id);
      await expect(page.getByRole('status')).toHaveText('Payment captured');
      expect(complaints).toEqual([]);
    } finally {
      await server.stop();
    }
  });
}
