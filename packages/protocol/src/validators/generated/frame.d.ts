// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
export declare const validators: {
  readonly "FrameConnect": (value: unknown) => boolean;
  readonly "PageMessage": (value: unknown) => boolean;
  readonly "HostMessage": (value: unknown) => boolean;
  readonly "HostClaims": (value: unknown) => boolean;
  readonly "PayloadKeyClaims": (value: unknown) => boolean;
  readonly "KeyQuestion": (value: unknown) => boolean;
  readonly "KeyConfirmation": (value: unknown) => boolean;
};
