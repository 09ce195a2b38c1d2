import { useState } from "react";
import { usePaged } from "../api/paged";
import type { Order } from "../api/types";
import { words } from "../format";
import { useStatus } from "../hooks";
import { More } from "../ui/More";
import { Data, Page, Panel } from "../ui/parts";
import { byUrgency, OrderTimelines } from "./timelines";

const STATES = ["intended", "sent", "open", "partially_filled", "filled", "cancelled", "rejected", "not_sent", "unknown", "never_arrived"];

export default function Orders() {
  const status = useStatus();
  const [symbol, setSymbol] = useState("");
  const [state, setState] = useState("");
  const list = usePaged<Order>(`/orders?limit=50${symbol ? `&symbol=${symbol}` : ""}${state ? `&state=${state}` : ""}`);
  return (
    <Page title="Orders" intro="Every order with each state it went through; unresolved ones first.">
      <Panel title="Orders" flush aside={<span className="tabular">{list.items.length} shown</span>}>
        <div className="filters">
          <label>
            Symbol
            <select value={symbol} onChange={(event) => setSymbol(event.target.value)}>
              <option value="">all</option>
              {status.data?.symbols.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          <label>
            State
            <select value={state} onChange={(event) => setState(event.target.value)}>
              <option value="">all</option>
              {STATES.map((each) => (
                <option key={each} value={each}>
                  {words(each)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Data query={list.query} empty={() => list.items.length === 0} whenEmpty="There is no such order.">
          {() => <OrderTimelines orders={byUrgency(list.items)} full />}
        </Data>
        <More list={list} />
      </Panel>
    </Page>
  );
}
