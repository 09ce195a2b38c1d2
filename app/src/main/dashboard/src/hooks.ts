import { useEffect, useState, useSyncExternalStore } from "react";
import { live, type Link } from "./api/live";
import { prices, type Tick } from "./api/prices";
import { paths, useApi } from "./api/queries";
import type { Portfolio, Prices, Scheduler, Session, Status } from "./api/types";
import { onTokenChange, token } from "./api/token";

export function useLink(): Link {
  return useSyncExternalStore(live.subscribe, live.current);
}

export function useTick(symbol: string): Tick | undefined {
  return useSyncExternalStore(
    (listener) => prices.listen(symbol, listener),
    () => prices.latest(symbol),
  );
}

export function useToken(): string | null {
  return useSyncExternalStore(onTokenChange, token);
}

/** Wall clock, for ages and countdowns. */
export function useNow(every = 1_000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), every);
    return () => window.clearInterval(timer);
  }, [every]);
  return now;
}

export const useStatus = () => useApi<Status>(paths.status, { every: 2_000 });
export const useScheduler = () => useApi<{ scheduler: Scheduler }>(paths.scheduler, { every: 5_000 });
export const usePortfolio = () => useApi<{ portfolio: Portfolio }>(paths.portfolio, { every: 2_000 });
export const usePrices = () => useApi<Prices>(paths.prices, { every: 5_000 });
export const useSession = () => useApi<Session>(paths.session, { every: 30_000 });

/** Whether the caller may change something. */
export function useMayAct(): boolean {
  const session = useSession();
  return session.data !== undefined && !session.isError && session.data.role !== "viewer";
}

/** The exact text for a title beside a rounded number. */
export function exactOf(object: object, name: string): string | undefined {
  const text = (object as Record<string, unknown>)[`${name}Exact`];
  return typeof text === "string" ? text : undefined;
}
