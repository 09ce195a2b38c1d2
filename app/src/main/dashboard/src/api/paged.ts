import { useInfiniteQuery, type InfiniteData, type UseQueryResult } from "@tanstack/react-query";
import { get } from "./http";
import { rootOf } from "./queries";
import type { EventPage, JournalEvent, Page, Status } from "./types";

export interface PagedList<T> {
  items: T[];
  /** For the states of loading, failing and being empty. */
  query: UseQueryResult<unknown, Error>;
  more: boolean;
  reading: boolean;
  next: () => void;
}

/** A list of the API, page by page as far as a person asked for. */
export function usePaged<T>(path: string): PagedList<T> {
  const query = useInfiniteQuery<Page<T>, Error, InfiniteData<Page<T>>, string[], string | null>({
    queryKey: [rootOf(path), "paged", path],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(pageParam ? `${path}&cursor=${encodeURIComponent(pageParam)}` : path, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: undefined,
    refetchInterval: 30_000,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    query: query as unknown as UseQueryResult<unknown, Error>,
    more: query.hasNextPage,
    reading: query.isFetchingNextPage,
    next: () => void query.fetchNextPage(),
  };
}

/** Entries of one kind, newest first. The journal is read forwards, so a page is a stretch of it, of which few may be of that kind. */
export interface Stretch<P> extends PagedList<JournalEvent<P>> {
  /** Entries of any kind that were looked through so far. */
  looked: number;
}

/** As many as the service looks through for one answer. */
const STRETCH = 10_000;

/** First segment of what a live message makes old, for kinds that are looked for far back. */
const CHANGED_BY: Record<string, string> = { config: "config", hand_over: "runtime-mode", reconciliation: "alerts" };

/** The journal from its end backwards, stretch by stretch as far as a person asked for. */
export function useStretches<P>(types: string, status: Status | undefined, length = STRETCH): Stretch<P> {
  const top = status?.last_seq;
  const query = useInfiniteQuery<EventPage<P>, Error, InfiniteData<EventPage<P>>, string[], number | null>({
    // What lies back does not change; what is new of it is told by the topic of its kind.
    queryKey: [CHANGED_BY[types] ?? "events", "stretches", types, String(length)],
    queryFn: ({ pageParam, signal }) => {
      const until = pageParam ?? top ?? 0;
      const after = Math.max(0, until - length);
      const path = `/events?after=${after}&limit=1000${types ? `&type=${types}` : ""}`;
      return get<EventPage<P>>(path, signal).then((page) => ({
        ...page,
        after,
        // What came since belongs to the first stretch; a later one ends where the one before began.
        items: pageParam === null ? page.items : page.items.filter((event) => event.seq <= until),
      }));
    },
    initialPageParam: null,
    getNextPageParam: (last) => (last.after ? last.after : null),
    enabled: top !== undefined,
    refetchInterval: 30_000,
  });
  const pages = query.data?.pages ?? [];
  return {
    items: pages.flatMap((page) => page.items.toReversed()),
    query: query as unknown as UseQueryResult<unknown, Error>,
    more: query.hasNextPage,
    reading: query.isFetchingNextPage,
    next: () => void query.fetchNextPage(),
    looked: pages.length === 0 ? 0 : (pages[0]?.last_seq ?? 0) - (pages.at(-1)?.after ?? 0),
  };
}
