/** Why a command could not be run as it was given: one sentence that says what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
