import { useInfiniteQuery, type InfiniteData, type UseQueryResult } from "@tanstack/react-query";
import { get } from "./http";
import { rootOf } from "./queries";
import type { Page } from "./types";

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
