import type { Environment } from './settings.ts';

// What development makes or assumes, and production must be given. The servers check the values themselves.
const REQUIRED: Record<string, string> = {
  DATABASE_URL: 'to the owner of a PostgreSQL database of yours',
  FIELDFARE_DATA_DIR: 'to a folder of this installation alone',
  WEB_ORIGIN: 'to the public https origin of the console',
  FIELDS_ORIGIN: 'to the public https origin of the card fields',
  PAYMENTS_ORIGIN: 'to the public https origin of the payment server',
  NEXTAUTH_SECRET: 'to at least 32 random characters',
  KMS_KEY_FILE: 'to a key file that you made and back up (or KMS_PROVIDER to aws)',
  METRICS_TOKEN: 'to at least 16 random characters',
};

/** Every development default that is still in place, one sentence each; empty when production may start. */
export function productionProblems(given: Environment): string[] {
  const problems = Object.entries(REQUIRED)
    .filter(([name]) => !given[name] && !(name === 'KMS_KEY_FILE' && given['KMS_PROVIDER'] === 'aws'))
    .map(([name, advice]) => `Set ${name} ${advice}.`);
  if (given['FIELDS_ORIGIN'] && given['FIELDS_ORIGIN'] === given['WEB_ORIGIN']) {
    problems.push('Set FIELDS_ORIGIN to another origin than WEB_ORIGIN.');
  }
  if (given['SANDBOX_DATABASE_URL']) {
    problems.push('Leave out SANDBOX_DATABASE_URL: the sandbox bank moves no money and is for development.');
  }
  return problems;
}
