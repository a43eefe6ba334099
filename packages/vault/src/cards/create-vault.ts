import { setTimeout as delay } from 'node:timers/promises';
import type { CardPayloadClaims } from '@fieldfare/protocol';
import { tokenizeBankAccount } from '../bank-accounts/tokenize-bank-account.ts';
import { validateBankAccount } from '../bank-accounts/validate-bank-account.ts';
import type { KeyRing } from '../key-ring/create-key-ring.ts';
import type {
  CardExpectation,
  CardVault,
  Clock,
  ExpectedCode,
  Kms,
  OpenedBankAccount,
  OpenedCard,
  SavedCardName,
  SealedCard,
  StorableCard,
  VaultStore,
} from '../ports.ts';
import { cardPayloadRefused, PayloadRefusalError } from './card-payload-refused.ts';
import type { PayloadRefusal } from './card-payload-refused.ts';
import { decryptStoredCard } from './decrypt-stored-card.ts';
import { createFingerprinter } from './fingerprinter.ts';
import { lendCard, lendOpened } from './lend-card.ts';
import { createMerchantKeys } from './merchant-keys.ts';
import type { MerchantKeys } from './merchant-keys.ts';
import { openCardPayload } from './open-card-payload.ts';
import { createSavedCards } from './saved-cards.ts';
import type { SavedCards } from './saved-cards.ts';
import { createSigningKeyCache } from './signing-key-cache.ts';
import { tokenizeCard } from './tokenize-card.ts';
import { withoutQuotes } from './without-quotes.ts';
import { codeRequired, validateCard, validateCode } from './validate-card.ts';

/** Every refusal is answered this long after it was asked for, so that its time does not tell how far the payload got. */
export const REFUSAL_FLOOR_MS = 10;

export interface VaultDeps {
  keyRing: Pick<KeyRing, 'payloadKey'>;
  kms: Kms;
  store: VaultStore;
  clock: Clock;
  /** Told why a payload did not open, for counters and alerts. Never tell the sender. */
  onRefusal?: (reason: PayloadRefusal) => void;
  /** Told that a stored card does not open: its row was damaged, or moved by somebody who can write to the database. */
  onUnreadable?: (merchantId: string) => void;
}

export interface Vault extends CardVault, SavedCards {
  /** Lends merchants' keys to what else is sealed under them. */
  readonly merchantKeys: MerchantKeys;
  /** Lends a stored card, which has no security code, to one processor call. Throws where its row was changed or moved. */
  decryptStored<T>(stored: SealedCard, call: (card: StorableCard) => Promise<T>): Promise<T>;
  /** Zeroes the keys in memory. The vault opens them again when asked. */
  close(): void;
}

/** Creates the vault: the only code that sees a card. */
export function createVault(deps: VaultDeps): Vault {
  const { keyRing, clock } = deps;
  const merchantKeys = createMerchantKeys(deps);
  const fingerprinter = createFingerprinter(deps);
  const signingKeys = createSigningKeyCache();

  const savedCards = createSavedCards({ ...deps, merchantKeys });
  const tokenizing = { merchantKeys, fingerprinter, clock };

  async function open(payload: string, expected: CardExpectation): Promise<OpenedCard> {
    const card = await read(payload, expected, (claims) => ('card' in claims ? claims.card : null));
    const brand = validateCard(card, clock.now());
    return lendOpened(card, await tokenizeCard(card, brand, expected.merchantId, tokenizing));
  }

  async function openBankAccount(payload: string, expected: CardExpectation): Promise<OpenedBankAccount> {
    const account = await read(payload, expected, (claims) => ('bank_account' in claims ? claims.bank_account : null));
    validateBankAccount(account);
    return { stored: await tokenizeBankAccount(account, expected.merchantId, tokenizing) };
  }

  /** The code's payload is looked at first: one that does not open tells nothing of the card. */
  async function openSaved({ token, merchantId }: SavedCardName, code?: ExpectedCode) {
    const cvc = code && (await openCode(code));
    const card = await savedCards.read(token, merchantId);
    if (cvc === undefined) return lendCard(card);
    validateCode(card.number, cvc);
    return lendCard({ ...card, cvc });
  }

  async function openCode({ payload, expected, paymentMethodId, isRequired }: ExpectedCode) {
    const { cvc } = await read(payload, expected, (claims) => {
      const named = 'saved_card' in claims ? claims.saved_card : null;
      return named?.payment_method === paymentMethodId ? named : null;
    });
    if (cvc === undefined && isRequired) throw codeRequired();
    return cvc;
  }

  /** What was asked for in a payload; one that holds something else is refused like one that does not open. */
  async function read<T>(
    payload: string,
    expected: CardExpectation,
    pick: (claims: CardPayloadClaims) => T | null,
  ): Promise<T> {
    const startedAt = performance.now();
    try {
      const picked = pick(await openCardPayload(payload, expected, { keyRing, signingKeys }));
      if (picked === null) throw new PayloadRefusalError('expectation');
      return picked;
    } catch (error) {
      if (!(error instanceof PayloadRefusalError)) throw error;
      deps.onRefusal?.(error.reason);
      await waitUntil(startedAt + REFUSAL_FLOOR_MS);
      throw cardPayloadRefused();
    }
  }

  return {
    ...savedCards.lending,
    merchantKeys,
    open,
    openSaved,
    openBankAccount,
    forgetKey: (dataKeyId) => merchantKeys.forget(dataKeyId),
    decryptStored: async (stored, call) => {
      const card = await decryptStoredCard(stored, merchantKeys);
      return withoutQuotes(() => call(card));
    },
    close: () => {
      merchantKeys.clear();
      fingerprinter.clear();
    },
  };
}

/** Timers count whole milliseconds and may fire one early, so that the rest is waited for again. */
async function waitUntil(deadline: number): Promise<void> {
  for (let rest = deadline - performance.now(); rest > 0; rest = deadline - performance.now())
    await delay(Math.ceil(rest));
}
