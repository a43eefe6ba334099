import { ApiKeyScope, IpRange, type ApiKey } from '@fieldfare/protocol';

/** What a key may do and from where, as somebody chooses it. */
export interface KeyAccess {
  preset: PresetName;
  /** What counts where `preset` is `custom`. */
  scopes: readonly string[];
  /** Addresses and subnets, as they were typed. */
  addresses: string;
}

export type PresetName = 'checkout' | 'read' | 'full' | 'custom';

const PRESETS: Record<Exclude<PresetName, 'custom'>, { label: string; scopes: readonly ApiKeyScope[] | null }> = {
  checkout: {
    label: 'A shop: create sessions, confirm and cancel payments, read',
    scopes: ['payments:read', 'payments:confirm', 'payments:cancel', 'sessions:read', 'sessions:write'],
  },
  read: { label: 'Read only', scopes: ApiKeyScope.options.filter((scope) => scope.endsWith(':read')) },
  full: { label: 'Everything, refunds included', scopes: null },
};

export const PRESET_OPTIONS = [
  ...Object.entries(PRESETS).map(([value, { label }]) => ({ value, label })),
  { value: 'custom', label: 'Choose…' },
];

/** The least that a shop's server needs. */
export const NEW_KEY_ACCESS: KeyAccess = { preset: 'checkout', scopes: PRESETS.checkout.scopes ?? [], addresses: '' };

export function accessOfKey({ scopes, ip_allow_list: addresses }: ApiKey): KeyAccess {
  return {
    preset: scopes === null ? 'full' : 'custom',
    scopes: scopes ?? ApiKeyScope.options,
    addresses: addresses.join(', '),
  };
}

export type AccessBody = { scopes: readonly string[] | null; ip_allow_list: string[] };

/** The request's part about access, or what is wrong with what was chosen. */
export function accessBody({ preset, scopes, addresses }: KeyAccess): { body: AccessBody } | { problem: string } {
  const chosen = preset === 'custom' ? scopes : PRESETS[preset].scopes;
  if (chosen?.length === 0) return { problem: 'Choose at least one thing that the key may do.' };
  const ranges = addresses.split(/[\s,]+/).filter(Boolean);
  const wrong = ranges.find((range) => !IpRange.safeParse(range).success);
  if (wrong !== undefined) return { problem: `${wrong} is neither an IP address nor a subnet such as 203.0.113.0/24.` };
  return { body: { scopes: chosen, ip_allow_list: ranges } };
}

/** "Everything", or what a key may do in one line. */
export function scopeWords(scopes: readonly string[] | null): string {
  return scopes === null ? 'Everything' : scopes.join(', ');
}
