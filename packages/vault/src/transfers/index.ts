export { approveTransfer, cancelTransfer } from './approve-transfer.ts';
export type {
  CardToExport,
  CardToImport,
  ImportOutcome,
  NewTransfer,
  Transfer,
  TransferDirection,
  TransferKey,
  TransferState,
  TransferStore,
} from './ports.ts';
export { requestExport, requestImport } from './request-transfer.ts';
export type { RequestedTransfer, TransferDeps, TransferWish } from './request-transfer.ts';
export { runExport } from './run-export.ts';
export { runImport } from './run-import.ts';
export type { ImportReport } from './run-import.ts';
export type { SavedMethod } from './transfer-file.ts';
