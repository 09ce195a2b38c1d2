/** Newest price of a symbol as the live connection told it. */
export interface Tick {
  last: number;
  exact: string;
  bid: number;
  ask: number;
  at: string;
  /** How it moved against the tick before. */
  direction: -1 | 0 | 1;
}

const SHOW_EVERY = 200;

/** Prices come more often than a person reads: they are kept as they come and shown five times a second. */
class PriceStore {
  private readonly ticks = new Map<string, Tick>();
  private readonly shown = new Map<string, Tick>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private timer: number | null = null;

  take(payload: Record<string, unknown>): void {
    const symbol = String(payload.symbol);
    const last = Number(payload.last);
    const before = this.ticks.get(symbol);
    const moved = before === undefined ? 0 : Math.sign(last - before.last);
    this.ticks.set(symbol, {
      last,
      exact: String(payload.lastExact ?? payload.last),
      bid: Number(payload.bid),
      ask: Number(payload.ask),
      at: String(payload.at),
      direction: (moved === 0 ? (before?.direction ?? 0) : moved) as Tick["direction"],
    });
    this.timer ??= window.setTimeout(() => this.show(), SHOW_EVERY);
  }

  private show(): void {
    this.timer = null;
    for (const [symbol, tick] of this.ticks) {
      if (this.shown.get(symbol) !== tick) {
        this.shown.set(symbol, tick);
        this.listeners.get(symbol)?.forEach((listener) => listener());
      }
    }
  }

  listen(symbol: string, listener: () => void): () => void {
    const all = this.listeners.get(symbol) ?? new Set();
    this.listeners.set(symbol, all);
    all.add(listener);
    return () => all.delete(listener);
  }

  latest(symbol: string): Tick | undefined {
    return this.shown.get(symbol);
  }
}

export const prices = new PriceStore();
