import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';
import { summary } from './summary.ts';

const settings = readSettings({}, '/');
const origins = settings.origins;

test('tells addresses, logins, keys and a card', () => {
  const text = summary({
    settings,
    dataDir: '.fieldfare',
    demo: { secretKey: 'sk_test_1', publishableKey: 'pk_test_1', origins },
  });
  for (const words of [
    'http://localhost:3002/',
    'http://localhost:3000/console',
    'http://localhost:3000/docs',
    'http://localhost:3001',
    'owner@demo.test',
    'viewer@demo.test',
    'operator@demo.test',
    'fieldfare-demo',
    'sk_test_1',
    'pk_test_1',
    '4242 4242 4242 4242',
    '.fieldfare/demo.json',
  ]) {
    expect(text).toContain(words);
  }
});

test('production has addresses only', () => {
  const text = summary({ settings, dataDir: '/srv', demo: null });
  expect(text).toContain('http://localhost:3000/console');
  expect(text).not.toMatch(/demo|4242|Shop/);
});
