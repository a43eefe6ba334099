import type { Command } from './command.ts';
import { booksCommand } from './commands/books/books.ts';
import { destroyKeyCommand } from './commands/keys/destroy.ts';
import { listenCommand } from './commands/events/listen.ts';
import { triggerCommand } from './commands/events/trigger.ts';
import { listKeysCommand } from './commands/keys/list.ts';
import { makeKeyFileCommand } from './commands/keys/make-file.ts';
import { retireKeyCommand } from './commands/keys/retire.ts';
import { rewrapKeysCommand } from './commands/keys/rewrap.ts';
import { rotateKeyCommand } from './commands/keys/rotate.ts';
import { broadcastCommand } from './commands/setup/broadcast.ts';
import { createKeyCommand } from './commands/setup/create-key.ts';
import { createMerchantCommand } from './commands/setup/create-merchant.ts';
import { createUserCommand } from './commands/setup/create-user.ts';
import { inviteCustomerCommand } from './commands/setup/invite-customer.ts';
import { disableMerchantCommand, enableMerchantCommand } from './commands/setup/merchant-status.ts';
import { resetPasswordCommand } from './commands/setup/reset-password.ts';
import { resetSecondFactorCommand } from './commands/setup/reset-second-factor.ts';
import { approveTransferCommand, cancelTransferCommand, listTransfersCommand } from './commands/vault/transfers.ts';
import { reencryptCommand } from './commands/vault/reencrypt.ts';
import { requestExportCommand } from './commands/vault/request-export.ts';
import { requestImportCommand } from './commands/vault/request-import.ts';
import { revokeCardCommand } from './commands/vault/revoke.ts';
import { runExportCommand } from './commands/vault/run-export.ts';
import { runImportCommand } from './commands/vault/run-import.ts';

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [
  createMerchantCommand,
  disableMerchantCommand,
  enableMerchantCommand,
  createUserCommand,
  resetPasswordCommand,
  resetSecondFactorCommand,
  createKeyCommand,
  inviteCustomerCommand,
  broadcastCommand,
  listenCommand,
  triggerCommand,
  booksCommand,
  listKeysCommand,
  rotateKeyCommand,
  retireKeyCommand,
  destroyKeyCommand,
  rewrapKeysCommand,
  makeKeyFileCommand,
  reencryptCommand,
  revokeCardCommand,
  requestExportCommand,
  approveTransferCommand('export'),
  runExportCommand,
  cancelTransferCommand('export'),
  listTransfersCommand('export'),
  requestImportCommand,
  approveTransferCommand('import'),
  runImportCommand,
  cancelTransferCommand('import'),
  listTransfersCommand('import'),
];
