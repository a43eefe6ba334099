/** Why a database could not be made ready. The message is one line that tells an operator what to do. */
export type DatabaseSetupErrorCode =
  | 'disk_full'
  | 'migration_failed'
  | 'not_permitted'
  | 'platform_unsupported'
  | 'port_taken'
  | 'server_failed'
  | 'unreachable';

export class DatabaseSetupError extends Error {
  override readonly name = 'DatabaseSetupError';
  readonly code: DatabaseSetupErrorCode;

  constructor(code: DatabaseSetupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
