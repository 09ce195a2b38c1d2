import { QueryClient, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ApiError, get } from "./http";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 500,
      gcTime: 120_000,
      refetchOnWindowFocus: true,
      retry: (count, failure) => failure instanceof ApiError && failure.offline && count < 1,
      retryDelay: 800,
      // What was true a moment ago stays on screen, marked as old, while the new is asked for.
      placeholderData: (before: unknown) => before,
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
}

/** What the API answers to GET, read again when it changed. */
export function useApi<T>(path: string, ask: Ask = {}): UseQueryResult<T, Error> {
  return useQuery<T, Error>({
    queryKey: [rootOf(path), path],
    queryFn: ({ signal }) => get<T>(path, signal),
    refetchInterval: ask.every ?? 30_000,
    enabled: ask.enabled ?? true,
  });
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
