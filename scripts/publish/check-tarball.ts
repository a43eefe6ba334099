import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/**
 * What those who install a package would stumble over: entries that do not exist or are of another format (publint), and types that do not
 * fit the code under some way of resolving modules (Are The Types Wrong). Packages are ES modules for Node 20 and bundlers; what cannot see
 * `exports`, or cannot load an ES module, is not counted.
 */
export async function checkTarball(file: string): Promise<string[]> {
  const tarball = new Uint8Array(await readFile(file)).buffer;
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  const lint = messages.map((message) => formatMessage(message, pkg) ?? message.code);
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  if (analysis.types === false) return [...lint, 'The package has no types.'];
  const types = analysis.problems.flatMap((problem) => {
    const resolution = 'resolutionKind' in problem ? problem.resolutionKind : '';
    if (resolution === 'node10' || problem.kind === 'CJSResolvesToESM') return [];
    return [`${problem.kind} ${'entrypoint' in problem ? problem.entrypoint : ''} ${resolution}`];
  });
  return [...lint, ...types];
}
