import type { PaymentMethodRepository } from '../ports/payment-method-repository.ts';
import type { PaymentLedger } from '../ports/payment-repository.ts';
import type { MerchantDirectory, SessionRepository } from '../ports/session-repository.ts';
import type { MerchantProfile } from '../records.ts';
import { memoryBegin } from './memory-begin.ts';
import { memoryCharge } from './memory-charge.ts';
import { memoryCommit } from './memory-commit.ts';
import { isUnderWay } from './memory-tables.ts';
import type { MemoryTables } from './memory-tables.ts';

/** Payments in memory. Whatever goes in or out is a copy, as it would be over a connection. */
export function createMemoryPayments(tables: MemoryTables): PaymentLedger {
  return {
    expectIntent: () => () => undefined,
    begin: async (intent) => structuredClone(memoryBegin(tables, intent)),
    beginCharge: async (intent) => structuredClone(memoryCharge(tables, intent)),
    commit: async (move) => structuredClone(memoryCommit(tables, structuredClone(move))),
    load: async (id) => structuredClone(tables.payments.get(id) ?? null),
    claimDueAttempts: async (now, limit, { nextCheck, nextSettledCheck, settledSince }) => {
      const due = [...tables.attempts.values()]
        .filter((attempt) => attempt.checkAfter !== null && attempt.checkAfter <= now)
        .slice(0, limit);
      for (const attempt of due) {
        attempt.checks++;
        const settledCheck = attempt.createdAt < settledSince ? null : nextSettledCheck;
        attempt.checkAfter =
          isUnderWay(attempt) || attempt.type === 'authorize' ? nextCheck(attempt.checks) : settledCheck;
      }
      return structuredClone(due);
    },
    listLapsed: async (now, limit) =>
      structuredClone(
        [...tables.payments.values()]
          .filter(
            (p) =>
              p.status === 'authorized' &&
              p.authorizationExpiresAt !== null &&
              p.authorizationExpiresAt < now &&
              !p.pendingOperation,
          )
          .slice(0, limit),
      ),
  };
}

/** Saved methods in memory: what charging asks of them. */
export function createMemoryMethods({ methods }: MemoryTables): Pick<PaymentMethodRepository, 'findChargeable'> {
  return {
    findChargeable: async (id, { merchantId, mode }) => {
      const saved = methods.get(id);
      if (saved?.merchantId !== merchantId || saved.mode !== mode) return null;
      return { ...structuredClone(saved), fingerprint: Buffer.from(saved.fingerprint) };
    },
  };
}

/** Sessions in memory: what the engine's use cases ask of them. */
export function createMemorySessions(tables: MemoryTables): Pick<SessionRepository, 'insert' | 'load'> {
  return {
    insert: async (session) => {
      tables.sessions.set(session.id, structuredClone(session));
    },
    load: async (id) => {
      const session = tables.sessions.get(id);
      if (!session) return null;
      return structuredClone({ session, payment: tables.payments.get(session.paymentId ?? '') ?? null });
    },
  };
}

export function createMemoryMerchants(profiles: MerchantProfile[]): MerchantDirectory {
  return { profile: async (merchantId) => profiles.find((profile) => profile.merchantId === merchantId) ?? null };
}
