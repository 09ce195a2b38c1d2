import type { PagedList } from "../api/paged";

export function More({ list, label = "Show more" }: { list: PagedList<unknown>; label?: string }) {
  return list.more ? (
    <div className="more">
      <button type="button" disabled={list.reading} onClick={list.next}>
        {list.reading ? "Reading" : label}
      </button>
    </div>
  ) : null;
}
