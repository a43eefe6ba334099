import type { ProcessorKind } from '@fieldfare/protocol';

export interface CredentialField {
  /** Its name in the REST request. */
  name: 'secret_key' | 'webhook_secret' | 'merchant_id' | 'public_key' | 'private_key';
  label: string;
  isSecret: boolean;
  /** Why an account cannot be added without it; null where it can. */
  missing: string | null;
  hint: string;
}

export interface ProcessorWords {
  name: string;
  /** What the end of the credentials that is shown belongs to. */
  shown: string;
  fields: readonly CredentialField[];
}

/** What people read of each kind of account, and what its form asks for. */
export const PROCESSOR_KINDS: Record<ProcessorKind, ProcessorWords> = {
  stripe: {
    name: 'Stripe',
    shown: 'secret key',
    fields: [
      {
        name: 'secret_key',
        label: 'Secret key',
        isSecret: true,
        missing: 'Paste a secret or restricted key of your account at Stripe.',
        hint: 'It is sealed in the vault and never shown again. A restricted key for PaymentIntents and refunds is enough.',
      },
      {
        name: 'webhook_secret',
        label: 'Signing secret of webhooks (optional)',
        isSecret: true,
        missing: null,
        hint: 'Add the account first, then an endpoint with its webhook address at Stripe, and paste the whsec_… that Stripe shows.',
      },
    ],
  },
  braintree: {
    name: 'Braintree',
    shown: 'public key',
    fields: [
      {
        name: 'merchant_id',
        label: 'Merchant ID',
        isSecret: false,
        missing: 'Copy the merchant ID from API Keys in Braintree’s control panel.',
        hint: 'In Braintree’s control panel under API Keys. Test mode takes those of its sandbox.',
      },
      {
        name: 'public_key',
        label: 'Public key',
        isSecret: false,
        missing: 'Copy the public key from API Keys in Braintree’s control panel.',
        hint: 'It names the private key that belongs to it.',
      },
      {
        name: 'private_key',
        label: 'Private key',
        isSecret: true,
        missing: 'Copy the private key from API Keys in Braintree’s control panel.',
        hint: 'It is sealed in the vault and never shown again.',
      },
    ],
  },
};
