import { kmsEndpointProblem } from '@fieldfare/vault';
import type { Env } from './env-schema.ts';

const ORIGINS = ['PAYMENTS_ORIGIN', 'WEB_ORIGIN', 'FIELDS_ORIGIN'] as const;
/** What development may leave out because a default stands in for it. */
const REQUIRED = {
  FIELDFARE_DATA_DIR: 'set it to a folder of this server alone',
  KMS_KEY_FILE: 'set it to a key file that you made and back up, or set KMS_PROVIDER to aws',
  METRICS_TOKEN: 'set it to at least 16 random characters, which the scraper sends as a bearer token',
} as const;

/**
 * Why this environment must not run in production: every development default that is still in place.
 *
 * @param coreDumps what is wrong with the core dumps of this process; null where nothing is
 */
export function productionProblems(
  env: Env,
  given: Readonly<Record<string, string | undefined>>,
  coreDumps: string | null,
): string[] {
  const problems: string[] = [];
  for (const name of ORIGINS) {
    if (given[name] === undefined) problems.push(`${name} is not set: production needs the public https origin`);
    else if (!env[name].startsWith('https://')) problems.push(`${name}: must begin with https:// in production`);
  }
  for (const [name, advice] of Object.entries(REQUIRED)) {
    const isElsewhere = name === 'KMS_KEY_FILE' && env.KMS_PROVIDER === 'aws';
    if (given[name] === undefined && !isElsewhere) problems.push(`${name} is not set: ${advice}`);
  }
  if (env.FIELDS_ORIGIN === env.WEB_ORIGIN) {
    problems.push('FIELDS_ORIGIN: must differ from WEB_ORIGIN, so that the console cannot read what is typed');
  }
  if (given['SANDBOX_DATABASE_URL'] !== undefined)
    problems.push(
      'SANDBOX_DATABASE_URL: is for the sandbox bank, which moves no money and is for development; leave it out',
    );
  for (const name of ['STRIPE_API_URL', 'BRAINTREE_API_URL']) {
    if (given[name] !== undefined)
      problems.push(`${name}: is for tests alone; leave it out, so that the processor itself is asked`);
  }
  const endpoint = kmsEndpointProblem(env.AWS_KMS_ENDPOINT ?? null);
  if (endpoint !== null) problems.push(endpoint);
  if (coreDumps !== null) problems.push(coreDumps);
  return problems;
}
