import type { DemoFile } from './demo-file.ts';
import type { StartSettings } from './settings.ts';

export interface SummaryInput {
  readonly settings: StartSettings;
  /** Null in production, which has no demo data. */
  readonly demo: DemoFile | null;
  /** How the data folder is shown, for instance relative to where the person stands. */
  readonly dataDir: string;
}

const LABEL_WIDTH = 18;

const row = (label: string, value: string): string => `  ${label.padEnd(LABEL_WIDTH)}${value}`;

/** What a person needs to go on: addresses, and in development logins, keys and a card. */
export function summary({ settings, demo, dataDir }: SummaryInput): string {
  const { origins } = settings;
  const lines = ['', 'Fieldfare is running.', ''];
  if (demo) lines.push(row('Shop', `${origins.shop}/`));
  lines.push(
    row('Console', `${origins.web}/console`),
    row('Documentation', `${origins.web}/docs`),
    row('REST and socket', origins.payments),
    row('Card fields', origins.fields),
    '',
  );
  if (demo) {
    lines.push(
      row('Sign in as', 'owner@demo.test    may confirm, cancel and manage keys'),
      row('', 'viewer@demo.test   may look'),
      row('', 'operator@demo.test runs this installation'),
      row('Password', 'fieldfare-demo'),
      '',
      row('Secret key', demo.secretKey),
      row('Publishable key', demo.publishableKey),
      row('Test card', '4242 4242 4242 4242, any later date, any code'),
      '',
    );
  }
  lines.push(
    row('Data', demo ? `${dataDir} (the keys are also in ${dataDir}/demo.json)` : dataDir),
    row('Logs', `${dataDir}/logs`),
  );
  lines.push('', 'Ctrl-C stops all of it.', '');
  return lines.join('\n');
}
