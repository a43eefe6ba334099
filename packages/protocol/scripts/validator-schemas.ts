import type * as z from 'zod';
import {
  CardPayloadClaims,
  ErrorAnswer,
  FIELDS_ANSWERS,
  FIELDS_PUSHES,
  FIELDS_REQUESTS,
  FieldsAuth,
  FrameBoot,
  FrameConnect,
  FrameMessage,
  HostClaims,
  HostMessage,
  KeyConfirmation,
  KeyQuestion,
  PageMessage,
  PayloadKeyClaims,
  PtClaims,
  RefusalData,
  SealedValue,
  SiblingMessage,
  TOKEN_CLAIMS,
} from '../src/index.ts';

export type ValidatorSchemas = Record<string, z.ZodType>;

/** Each generated module with the schemas that it compiles; a key with a prefix (`answer:`) becomes an entry of the map of that name. */
export const VALIDATOR_MODULES = {
  /** On the merchant's page. */
  page: { FrameBoot, FrameMessage },
  /** In every frame. */
  frame: { FrameConnect, PageMessage, HostMessage, HostClaims, PayloadKeyClaims, KeyQuestion, KeyConfirmation },
  /** In the host frame alone. */
  host: {
    PtClaims,
    SiblingMessage,
    SealedValue,
    ErrorAnswer,
    RefusalData,
    ...prefixed('answers', FIELDS_ANSWERS),
    ...prefixed('pushes', FIELDS_PUSHES),
  },
  /** In the payment server. */
  requests: { CardPayloadClaims, FieldsAuth, ...prefixed('requests', FIELDS_REQUESTS) },
  /** In the payment server, which alone writes them and reads them; what frames read of them stands above. */
  claims: TOKEN_CLAIMS,
} satisfies Record<string, ValidatorSchemas>;

export type ValidatorModule = keyof typeof VALIDATOR_MODULES;

function prefixed(map: string, schemas: ValidatorSchemas): ValidatorSchemas {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [`${map}:${key}`, schema]));
}
