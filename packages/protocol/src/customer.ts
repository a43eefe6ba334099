import * as z from 'zod';
import { idOf } from './ids.ts';
import { Email, freeText, Metadata, NewMetadata } from './metadata.ts';
import { Mode } from './payment.ts';
import { listOf } from './rest.ts';
import { pageLimit } from './in-query.ts';

/** Body of `POST /v1/customers`. */
export const CreateCustomer = z.strictObject({
  name: freeText(100).optional(),
  email: Email.optional(),
  reference: freeText(200).optional(),
  metadata: NewMetadata.default({}),
});
export type CreateCustomer = z.infer<typeof CreateCustomer>;

/** Body of `POST /v1/customers/{id}`: what is left out stays as it is. Metadata is merged; a key with an empty value goes. */
export const UpdateCustomer = z.strictObject({
  name: freeText(100).nullable().optional(),
  email: Email.nullable().optional(),
  reference: freeText(200).nullable().optional(),
  metadata: NewMetadata.optional(),
});
export type UpdateCustomer = z.infer<typeof UpdateCustomer>;

/** Whom a merchant sells to again: what payment methods are saved for. */
export const Customer = z.strictObject({
  id: idOf('customer'),
  object: z.literal('customer'),
  mode: Mode,
  name: z.string().nullable(),
  email: z.string().nullable(),
  reference: z.string().nullable(),
  metadata: Metadata,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Customer = z.infer<typeof Customer>;
export const CustomerList = listOf(Customer);
export type CustomerList = z.infer<typeof CustomerList>;

export const ListCustomersQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('customer').optional(),
  ending_before: idOf('customer').optional(),
  email: Email.optional(),
  reference: freeText(200).optional(),
});
export type ListCustomersQuery = z.infer<typeof ListCustomersQuery>;
