/** What a secret is called. It opens under no other id, merchant or purpose. */
export interface SecretName {
  id: string;
  merchantId: string;
  /** What it is for: `webhook`, or a processor's name. */
  purpose: string;
}
