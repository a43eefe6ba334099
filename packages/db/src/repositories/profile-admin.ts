import type { Actor, MerchantProfile } from '@fieldfare/payments';
import type { UpdateProfile } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { toProfile } from './profile-row.ts';

export interface ProfileChange {
  merchantId: string;
  changes: UpdateProfile;
  actor: Actor;
  requestId: string;
  now: Date;
}

/** A merchant's payment profile as its owner changes it. Every change commits with its audit row, which says what it was made into. */
export interface ProfileAdmin {
  update(change: ProfileChange): Promise<MerchantProfile>;
}

export function createProfileAdmin({ prisma }: Database): ProfileAdmin {
  return {
    update: async ({ merchantId, changes, actor, requestId, now }) => {
      const { mcc, country } = changes;
      const [merchant, profile] = await prisma.$transaction([
        prisma.merchant.update({ where: { id: merchantId }, data: defined({ mcc, country }) }),
        prisma.paymentProfile.update({ where: { merchantId }, data: { ...columnsOf(changes), updatedAt: now } }),
        prisma.auditEntry.create({
          data: {
            merchantId,
            actor: { ...actor },
            action: 'profile.update',
            subject: merchantId,
            requestId,
            body: changes,
            createdAt: now,
          },
        }),
      ]);
      return toProfile(merchant, profile);
    },
  };
}

/** The wire's names as the table's columns. */
function columnsOf(changes: UpdateProfile) {
  return defined({
    allowedOrigins: changes.allowed_origins,
    methods: changes.methods,
    brands: changes.brands,
    currencies: changes.currencies,
    statementDescriptor: changes.statement_descriptor,
    feeMode: changes.fee_mode,
    feeBps: changes.fee_bps,
    feeFixedMinor: changes.fee_fixed_minor,
    feeRounding: changes.fee_rounding,
    feeRules: changes.fee_rules,
    refundFee: changes.refund_fee,
    minAmountMinor: changes.min_amount_minor,
    maxAmountMinor: changes.max_amount_minor,
    duplicateWindowSeconds: changes.duplicate_window_seconds,
    velocity: changes.velocity,
    allowedCountries: changes.allowed_countries,
    deniedCountries: changes.denied_countries,
    publishableKeyModes: changes.publishable_key_modes,
    approvals: changes.approvals,
    binDigits: changes.bin_digits,
    savedCardCode: changes.saved_card_code,
  });
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(columns: T): Defined<T> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Defined<T>;
}
