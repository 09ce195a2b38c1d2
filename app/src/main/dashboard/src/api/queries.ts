import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ApiError, get } from "./http";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 500,
      gcTime: 120_000,
      refetchOnWindowFocus: true,
      retry: (count, failure) => failure instanceof ApiError && failure.offline && count < 1,
      retryDelay: 800,
    },
  },
});

/** First segment of a path: what live messages name as changed. */
export function rootOf(path: string): string {
  return path.replace("/internal/autotrade/v1", "").replace("/api/market/v1", "").split(/[/?]/)[1] ?? "";
}

export interface Ask {
  /** Milliseconds between two reads when nothing says that it changed. */
  every?: number;
  enabled?: boolean;
  /** Whether the answer to the path before stays on screen until that to another one is there. */
  keep?: boolean;
}

/** What the API answers to GET, read again when it changed. */
export function useApi<T>(path: string, ask: Ask = {}): UseQueryResult<T, Error> {
  return useQuery<T, Error>({
    queryKey: [rootOf(path), path],
    queryFn: ({ signal }) => get<T>(path, signal),
    refetchInterval: ask.every ?? 30_000,
    enabled: ask.enabled ?? true,
    placeholderData: ask.keep ? keepPreviousData : undefined,
  });
}

/** Asks for what every page shows before the first one is drawn. */
export function askEarly(): void {
  for (const path of [paths.status, paths.portfolio, paths.prices, paths.session]) {
    void queryClient.prefetchQuery({ queryKey: [rootOf(path), path], queryFn: ({ signal }) => get(path, signal) });
  }
}

export const paths = {
  session: "/session",
  status: "/status",
  scheduler: "/scheduler/status",
  // Below this prefix the portfolio comes without decisions and their prompts.
  portfolio: "/internal/autotrade/v1/portfolio",
  positions: "/positions",
  risk: "/risk",
  prices: "/api/market/v1/prices",
  decisions: "/decisions?limit=60&prompts=false",
  orders: "/orders?limit=100",
  alerts: "/alerts?limit=100",
} as const;
