import type { Explained } from './explained.ts';

/** Codes that people who run an installation meet, in the log and at the command line; as an answer each is a system_error or conflict. */
export const OPERATOR_ERRORS = [
  ['kms_unavailable', 'The KMS does not answer. Payments with cards wait for it; look at its health and the network.'],
  ['kms_refused', 'The KMS refuses the request. Look at the rights of its credentials.'],
  [
    'kms_key_mismatch',
    'The key that is configured is not the one that wrapped what is stored. Configure the right one, or name the old one as KMS_PREVIOUS_….',
  ],
  [
    'kms_key_unusable',
    'The KMS key is disabled, pending deletion or of another kind. Use a symmetric key that is enabled.',
  ],
  ['kms_key_file_permissions', 'The key file may be read by others. Make it 0600, owned by the payment server’s user.'],
  ['kms_key_file_invalid', 'The key file is none, or was cut off. Restore it from its copy.'],
  ['kms_passphrase_wrong', 'KMS_PASSPHRASE does not open the key file.'],
  [
    'kms_local_in_production',
    'A local key without a file of its own is for development. Set KMS_KEY_FILE, or use KMS_PROVIDER=aws.',
  ],
  ['key_ring_not_loaded', 'The server has no usable key yet. It refreshes every minute; if it stays, look at the KMS.'],
  ['key_ring_unreadable', 'A stored key does not open with the KMS that is configured.'],
  ['key_not_found', 'There is no such key, or it was destroyed. "fieldfare keys list" shows which there are.'],
  ['key_rotated_meanwhile', 'Somebody else rotated the same key at the same moment. See whether that was enough.'],
  ['key_still_needed', 'The key still opens something. The message says what has to be encrypted anew first.'],
  ['root_key_unchanged', 'The KMS key that is named first is the root already. Name another one before it.'],
  ['merchant_key_gone', 'A merchant’s key was destroyed while something was being sealed with it. Repeat the request.'],
  ['secret_missing', 'A secret that the database names is not in the vault. Enter it anew.'],
  [
    'secret_unreadable',
    'A stored secret was changed since it was written, or moved from another row. Find out who wrote to the database.',
  ],
  [
    'stored_card_unreadable',
    'A stored card was changed since it was written, or moved from another row. Find out who wrote to the database.',
  ],
  ['card_being_moved', 'The card is being encrypted anew at this moment. Repeat the command.'],
  ['card_released', 'A card was used after it had been given back: a defect of ours. Report it with its request_id.'],
  [
    'attempt_reused',
    'A processor knows the attempt with other parameters: a defect of ours. Report it with its request_id.',
  ],
  ['password_hasher_failed', 'bcrypt failed in its worker. Look at the log and at the process’s memory.'],
  ['password_hasher_unavailable', 'The workers that check passwords could not be started. Look at the log.'],
  [
    'sandbox_in_production',
    'The sandbox bank moves no money and refuses to start in production. Configure processor accounts.',
  ],
  [
    'sandbox_key_too_short',
    'The sandbox bank’s key has at least 32 bytes. Delete it in the data folder to have it made anew.',
  ],
  ['transfer_not_found', 'There is no such export or import.'],
  ['merchant_not_found', 'There is no such merchant. Look at its id.'],
  ['not_admin', 'Only administrators of the installation move cards, and must still be that when it runs.'],
  ['same_person', 'Whoever asked for a transfer cannot approve it: a second person must.'],
  ['too_early', 'The transfer’s delay is not over yet. Run it again when it is.'],
  ['transfer_approval_expired', 'The transfer was asked for or approved too long ago. Ask for another one.'],
  ['transfer_state_conflict', 'The transfer was approved, run, finished or canceled before; the message says which.'],
  ['row_limit_refused', 'The row limit is at least 1, and at most what the transfer policy of the database allows.'],
  ['transfer_over', 'The export or import is over, and its key is destroyed. Request another one.'],
  ['canceled', 'The transfer was canceled while it ran. Delete an export’s file; what an import stored before stays.'],
  ['transfer_file_invalid', 'The file was changed or cut off. Nothing was imported.'],
  ['transfer_card_invalid', 'A card of the file does not open with the key of this import.'],
  ['too_many_rows', 'The file holds more cards than were asked for. Request an import of as many.'],
  ['thumbprint_mismatch', 'The file was signed by another key than the one that was approved. Do not trust it.'],
  ['wrong_recipient', 'The file is sealed to the key of another import.'],
] as const satisfies readonly Explained[];

export type OperatorErrorDetail = (typeof OPERATOR_ERRORS)[number][0];
