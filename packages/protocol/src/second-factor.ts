import * as z from 'zod';
import { withoutPan } from './metadata.ts';

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, half a minute. */
export const TOTP_DIGITS = 6;
export const TOTP_PERIOD_SECONDS = 30;
/** How many recovery codes somebody is given at once. */
export const RECOVERY_CODES = 10;
/** How many wrong codes end a sign-in that waits for one. */
export const SECOND_FACTOR_TRIES = 5;

const CODE = /^\s*([0-9]{3}\s?[0-9]{3}|(?:[0-9A-Za-z]{5}[\s-]?){3}[0-9A-Za-z]{5})\s*$/;
/** Of the documentation: the secret of RFC 6238's vectors, and one of their codes. */
const EXAMPLE = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', code: '081804' };

/** What an authenticator app shows, or a recovery code, written as people write them. */
export const SecondFactorCode = withoutPan(
  z.string().max(40).regex(CODE, 'must be the six digits that your app shows, or a recovery code'),
).meta({ format: 'free_text', examples: [EXAMPLE.code] });

/** What an authenticator app shows. */
const AppCode = z
  .string()
  .max(40)
  .regex(/^\s*[0-9]{3}\s?[0-9]{3}\s*$/, 'must be the six digits that your app shows')
  .meta({ examples: [EXAMPLE.code] });

/** Whether a sign-in asks for a code besides the password. */
export const SecondFactor = z.strictObject({
  object: z.literal('second_factor'),
  /** Since when; null: there is none. */
  enabled_at: z.iso.datetime().nullable(),
  recovery_codes_left: z.int().min(0),
  /** The merchants that ask for one of whoever works for them, by name. */
  required_by: z.array(z.string()),
});
export type SecondFactor = z.infer<typeof SecondFactor>;

/** What an authenticator app is told. It is shown this once; nothing asks for a code before one was confirmed. */
export const SecondFactorSetUp = z.strictObject({
  object: z.literal('second_factor_set_up'),
  /** Base 32, 160 bits, to be typed. */
  secret: z.string().meta({ examples: [EXAMPLE.secret] }),
  /** The same as an `otpauth:` address, to be drawn as a QR code. */
  uri: z
    .string()
    .meta({ examples: [`otpauth://totp/Fieldfare:owner@demo.test?secret=${EXAMPLE.secret}&issuer=Fieldfare`] }),
});
export type SecondFactorSetUp = z.infer<typeof SecondFactorSetUp>;

/** Body of what turns a second factor on, when there are no recovery codes yet. */
export const ConfirmSecondFactor = z.strictObject({
  current_password: z.string().min(1).max(256),
  code: AppCode,
});

/** Body of what changes a second factor: who holds a session shows again who they are, and that they hold the factor. */
export const ProveSecondFactor = z.strictObject({
  current_password: z.string().min(1).max(256),
  code: SecondFactorCode,
});

/** Codes that each serve once in the place of the app. They are shown this once. */
export const RecoveryCodes = z.strictObject({
  object: z.literal('recovery_codes'),
  codes: z.array(z.string().meta({ examples: ['7k2mq-xhd9w-4ptvr-0n8ca'] })),
  /** How many other sessions of the same person are over by it. */
  ended_sessions: z.int().min(0),
});
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** The password was right, and a code is wanted: answered in the place of a session. `challenge` opens nothing by itself. */
export const SecondFactorChallenge = z.strictObject({
  object: z.literal('second_factor_challenge'),
  challenge: z.string(),
  expires_at: z.iso.datetime(),
});
export type SecondFactorChallenge = z.infer<typeof SecondFactorChallenge>;

/** Body of `POST /v1/console/sign_in/second_factor`. */
export const AnswerSecondFactor = z.strictObject({ challenge: z.string().min(1).max(4096), code: SecondFactorCode });
export type AnswerSecondFactor = z.infer<typeof AnswerSecondFactor>;

/** Body of `POST /v1/team/second_factor`. */
export const RequireSecondFactor = z.strictObject({ required: z.boolean() });
/** Whether whoever works for the merchant needs a second factor. */
export const SecondFactorRule = z.strictObject({ object: z.literal('second_factor_rule'), required: z.boolean() });
export type SecondFactorRule = z.infer<typeof SecondFactorRule>;
