import * as z from 'zod';
import { idOf } from './ids.ts';
import { freeText } from './metadata.ts';
import { NotificationSeverity } from './notification.ts';
import { listOf } from './rest.ts';
import { pageLimit } from './in-query.ts';

/** A merchant as whoever runs the installation finds it. */
export const MerchantEntry = z.strictObject({
  id: idOf('merchant'),
  object: z.literal('merchant'),
  name: z.string(),
  status: z.enum(['active', 'disabled']),
  created_at: z.iso.datetime(),
});
export type MerchantEntry = z.infer<typeof MerchantEntry>;
export const MerchantEntryList = listOf(MerchantEntry);
export type MerchantEntryList = z.infer<typeof MerchantEntryList>;

/** `search`: the beginnings of words of the name, or a whole id. */
export const ListMerchantsQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('merchant').optional(),
  ending_before: idOf('merchant').optional(),
  search: freeText(100).optional(),
});

const AuditId = z
  .string()
  .regex(/^\d{1,12}$/, 'must be the id of an audit entry')
  .meta({ examples: ['1042'] });

/** Who did what at the merchant: written with what was done, and never changed. */
export const AuditLogEntry = z.strictObject({
  id: AuditId,
  object: z.literal('audit_entry'),
  action: z.string(),
  /** The id of what it was done to. */
  subject: z.string(),
  actor: z.strictObject({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  request_id: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type AuditLogEntry = z.infer<typeof AuditLogEntry>;
export const AuditLog = listOf(AuditLogEntry);
export type AuditLog = z.infer<typeof AuditLog>;

/** `action`: a whole one, such as `team.add`, or a family, such as `operator.*`. */
export const ListAuditQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: AuditId.optional(),
  ending_before: AuditId.optional(),
  action: z
    .string()
    .max(60)
    .regex(/^[a-z_]+\.([a-z_]+|\*)$/, 'is an action such as team.add, or a family such as operator.*')
    .meta({ examples: ['operator.*'] })
    .optional(),
  subject: freeText(120).optional(),
  /** The id of a person or an API key. */
  actor: freeText(120).optional(),
  created_from: z.iso.datetime().optional(),
  /** Exclusive. */
  created_to: z.iso.datetime().optional(),
});
export type ListAuditQuery = z.infer<typeof ListAuditQuery>;

/** What whoever runs the installation tells everybody at a console, such as a maintenance window. */
export const SystemBroadcast = z.strictObject({
  id: z.string(),
  severity: NotificationSeverity,
  message: z.string(),
  /** When it is no news any more. One that was taken back has ended. */
  ends_at: z.iso.datetime(),
});
export type SystemBroadcast = z.infer<typeof SystemBroadcast>;
export const SystemBroadcastList = listOf(SystemBroadcast);
export type SystemBroadcastList = z.infer<typeof SystemBroadcastList>;

/** Body of `POST /v1/console/broadcasts`. It ends after a day unless told otherwise, and after a week at the latest. */
export const CreateBroadcast = z.strictObject({
  message: freeText(500).min(1),
  severity: NotificationSeverity.default('info'),
  ends_at: z.iso.datetime().optional(),
});
