import type { PagedList } from "../api/paged";

export function More({ list }: { list: PagedList<unknown> }) {
  return list.more ? (
    <div className="more">
      <button type="button" disabled={list.reading} onClick={list.next}>
        {list.reading ? "Reading" : "Show more"}
      </button>
    </div>
  ) : null;
}
