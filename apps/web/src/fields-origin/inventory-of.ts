import type { Release } from './releases/release.ts';

export interface InventoriedScript {
  /** The release that it is of. */
  version: string;
  /** Its address, or the document that it stands in. */
  address: string;
  /** As an `integrity` attribute or a policy's `script-src` takes it. */
  integrity: string;
  runs_in: string;
  purpose: string;
}

const PURPOSES: Readonly<Record<string, string>> = {
  'fieldfare.js': 'Mounts the payment fields and talks to them. Sees no card data.',
  'fieldfare.mjs': 'The same as a module.',
  'web-components.js': 'The same as custom elements.',
};

/**
 * Every script of one release that a payment page may come to run, with what it is for and the hash that it must have: the list that PCI DSS
 * 6.4.3 asks a merchant to keep. Nothing else is loaded, and no script of anybody else.
 */
export function inventoryOf({ version, files, frames }: Release, fieldsOrigin: string): InventoriedScript[] {
  const document = `${fieldsOrigin}/fields/v1/{merchant_uid}?origin={origin}&version=${version}`;
  return [
    ...Object.entries(files).map(([name, { integrity }]) => ({
      version,
      address: `${fieldsOrigin}/sdk/${version}/${name}`,
      integrity,
      runs_in: "the merchant's page, where it is included",
      purpose: PURPOSES[name] ?? 'Part of the SDK.',
    })),
    {
      version,
      address: document,
      integrity: frames.fields.hash,
      runs_in: 'the iframe of each payment field, inline',
      purpose: 'Takes what the shopper types, encrypts it, and sends it to the payment server.',
    },
    {
      version,
      address: `${document}&part=challenge`,
      integrity: frames.challenge.hash,
      runs_in: 'the iframe in which a bank asks its cardholder, inline',
      purpose: 'Takes the shopper’s answer to the bank, encrypts it, and sends it to the payment server.',
    },
  ];
}
