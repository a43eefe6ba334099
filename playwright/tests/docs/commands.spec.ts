import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Payment, RestClient, Session } from '../../support/rest-client.ts';
import { expect, test } from '../../fixtures/test.ts';

const run = promisify(execFile);
const PAGES = join(import.meta.dirname, '../../../apps/web/content/docs');

interface Block {
  page: string;
  language: string;
  meta: string;
  code: string;
}

/** Commands and programs that a page means to be run: those that it calls `skip` start something that goes on. */
async function runnable(): Promise<Block[]> {
  const pages = await Promise.all(
    (await readdir(PAGES)).map(async (file) => [file, await readFile(join(PAGES, file), 'utf8')] as const),
  );
  const blocks = pages.flatMap(([page, text]) =>
    [...text.matchAll(/^```(sh|js) ?([^\n]*)\n([\s\S]*?)^```/gm)].map(([, language = '', meta = '', code = '']) => ({
      page,
      language,
      meta,
      code,
    })),
  );
  return blocks.filter(
    ({ page, language, meta }) =>
      page !== 'quick-start.md' && !meta.includes('skip') && (language === 'sh' || /\brun\b/.test(meta)),
  );
}

test('every command of the documentation does what it says, as it stands', async ({ stack, api, purchase }) => {
  test.slow();
  const folder = await mkdtemp(join(tmpdir(), 'fieldfare-commands-'));
  // A refusal of REST fails the command, as somebody who reads its answer would notice.
  await writeFile(join(folder, 'curl.sh'), 'curl() { command curl --fail-with-body "$@"; }\n');
  const blocks = await runnable();
  // So many there are at least: a search that finds nothing would prove nothing.
  expect(blocks.length).toBeGreaterThan(9);
  try {
    for (const block of blocks) {
      const code = block.code
        .replaceAll('http://localhost:3001', stack.payments)
        .replaceAll('ws://localhost:3001', stack.payments.replace(/^http/, 'ws'))
        .replaceAll('http://localhost:3002', stack.shop)
        .replaceAll('http://127.0.0.1:3000', stack.fields);
      const needed = await needs(block.meta, purchase, api);
      const env = { ...process.env, FIELDFARE_KEY: stack.secretKey, ...needed };
      const file = join(folder, block.language === 'sh' ? 'command.sh' : 'program.mjs');
      await writeFile(file, block.language === 'sh' ? `set -eu\n. ./curl.sh\n${code}` : code);
      const program = block.language === 'sh' ? 'bash' : process.execPath;
      const { stdout } = await run(program, [file], { cwd: folder, env }).catch(
        (error: { stdout: string; stderr: string }) => {
          throw new Error(`${block.page}:\n${block.code}\n${error.stdout}\n${error.stderr}`);
        },
      );
      expect(stdout, block.code).not.toBe('');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** What a block speaks of as if it were there. */
async function needs(
  meta: string,
  purchase: () => Promise<{ payment: Payment; session: Session }>,
  api: RestClient,
): Promise<Record<string, string>> {
  if (meta.includes('session')) {
    const { id } = await api.createSession({ amountMinor: 2500 });
    return { SESSION: id };
  }
  if (!/payment|captured/.test(meta)) return {};
  const { payment } = await purchase();
  if (meta.includes('captured')) await api.confirm(payment.id);
  return { PAYMENT: payment.id };
}
