import type { CardsSeen, RateDelta, RateSums, SeenCard, UndecidedMethod, WatchStore } from '../watch/ports.ts';

/** What several servers share, in memory, counting what is asked. */
export class MemoryWatchStore implements WatchStore {
  readonly cards = new Map<string, Map<string, Date>>();
  readonly rates: RateDelta[] = [];
  readonly claims = new Set<string>();
  readonly undecided = new Map<string, UndecidedMethod>();
  asked = 0;

  async addCards(subject: string, cards: readonly SeenCard[], since: Date): Promise<CardsSeen> {
    const known = this.cards.get(subject) ?? new Map<string, Date>();
    for (const { card, at } of cards) known.set(card.toString('hex'), at);
    this.cards.set(subject, known);
    return (await this.cardsSeen(subject, since)) ?? { count: 0, lastAt: since };
  }

  async cardsSeen(subject: string, since: Date): Promise<CardsSeen | null> {
    this.asked += 1;
    const times = [...(this.cards.get(subject)?.values() ?? [])].filter((at) => at >= since);
    if (times.length === 0) return null;
    return { count: times.length, lastAt: new Date(Math.max(...times.map((at) => at.getTime()))) };
  }

  async addRates(deltas: readonly RateDelta[]): Promise<void> {
    this.rates.push(...deltas);
  }

  async rateSums(name: string, subject: string, since: Date, until: Date): Promise<RateSums> {
    return this.rates
      .filter((delta) => delta.name === name && delta.subject === subject)
      .filter(({ minute }) => minute >= since && minute < until)
      .reduce((sums, { total, failed }) => ({ total: sums.total + total, failed: sums.failed + failed }), {
        total: 0,
        failed: 0,
      });
  }

  async claim(name: string): Promise<boolean> {
    const isFirst = !this.claims.has(name);
    this.claims.add(name);
    return isFirst;
  }

  async keepUndecided(tried: UndecidedMethod): Promise<void> {
    this.undecided.set(tried.paymentId, tried);
  }

  async takeUndecided(paymentId: string): Promise<UndecidedMethod | null> {
    const tried = this.undecided.get(paymentId) ?? null;
    this.undecided.delete(paymentId);
    return tried;
  }
}
