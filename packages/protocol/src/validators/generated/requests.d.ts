// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
export declare const validators: {
  readonly "CardPayloadClaims": (value: unknown) => boolean;
  readonly "FieldsAuth": (value: unknown) => boolean;
  readonly "requests:host:hostToken": (value: unknown) => boolean;
  readonly "requests:host:resume": (value: unknown) => boolean;
  readonly "requests:host:location": (value: unknown) => boolean;
  readonly "requests:host:siblingTokens": (value: unknown) => boolean;
  readonly "requests:sibling:connect": (value: unknown) => boolean;
  readonly "requests:host:calculateFee": (value: unknown) => boolean;
  readonly "requests:host:challengeToken": (value: unknown) => boolean;
  readonly "requests:process_payment": (value: unknown) => boolean;
  readonly "requests:tokenize_payment_method": (value: unknown) => boolean;
  readonly "requests:complete_action": (value: unknown) => boolean;
  readonly "requests:abandon_action": (value: unknown) => boolean;
  readonly "requests:confirm_payment": (value: unknown) => boolean;
  readonly "requests:cancel_payment": (value: unknown) => boolean;
  readonly "requests:payment_status": (value: unknown) => boolean;
  readonly "requests:token_refresh": (value: unknown) => boolean;
};
