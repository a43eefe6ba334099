import { kmsEndpointProblem } from '@fieldfare/vault';
import type { KmsChoice } from '@fieldfare/vault';
import { CliError } from '../cli-error.ts';
import type { CliSettings } from './settings.ts';

/**
 * Throws where production must not open keys, and says what to set: what refuses the payment server there refuses the commands that handle
 * cards and keys, too.
 *
 * @param coreDumps what is wrong with the core dumps of this process; null where nothing is
 */
export function assertMayOpenKeys(
  { isProduction, isKeyFileNamed, kms, previousKms }: Omit<CliSettings, 'databaseUrl'>,
  coreDumps: string | null,
): void {
  if (!isProduction) return;
  const problems: string[] = [];
  if (kms.provider === 'local' && !isKeyFileNamed)
    problems.push('KMS_KEY_FILE is not set: in production set it to the key file that the payment servers have.');
  const endpoint = endpointProblem(kms) ?? endpointProblem(previousKms);
  if (endpoint !== null) problems.push(`${endpoint}.`);
  if (coreDumps !== null) problems.push(`${coreDumps}.`);
  if (problems.length > 0) throw new CliError(problems.join('\n'));
}

function endpointProblem(choice: KmsChoice | null): string | null {
  return choice?.provider === 'aws' ? kmsEndpointProblem(choice.endpoint) : null;
}
