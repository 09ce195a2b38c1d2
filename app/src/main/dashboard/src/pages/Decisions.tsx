import { useState } from "react";
import { usePaged } from "../api/paged";
import type { Decision } from "../api/types";
import { fixed, words } from "../format";
import { useStatus } from "../hooks";
import { Link } from "../router";
import { More } from "../ui/More";
import { Badge, Data, Num, Page, Panel, SymbolName, Table, Time } from "../ui/parts";
import { ACTION, VERDICT } from "../ui/tones";
import { against } from "./feed";

const ACTIONS = ["buy", "sell", "close", "hold", "no_entry"];
const VERDICTS = ["accepted", "amended", "refused", "held", "expired"];

export default function Decisions() {
  const status = useStatus();
  const [symbol, setSymbol] = useState("");
  const [action, setAction] = useState("");
  const [verdict, setVerdict] = useState("");
  const filter = [symbol && `symbol=${symbol}`, action && `action=${action}`, verdict && `verdict=${verdict}`].filter(Boolean).join("&");
  const list = usePaged<Decision>(`/decisions?limit=60&prompts=false${filter ? `&${filter}` : ""}`);
  return (
    <Page title="Decisions" intro="What was proposed, and what the risk rules made of it.">
      <Panel title="Decisions" flush aside={<span className="tabular">{list.items.length} shown</span>}>
        <div className="filters">
          <Choice label="Symbol" value={symbol} choices={status.data?.symbols ?? []} onChange={setSymbol} />
          <Choice label="Action" value={action} choices={ACTIONS} onChange={setAction} />
          <Choice label="Verdict" value={verdict} choices={VERDICTS} onChange={setVerdict} />
        </div>
        <Data query={list.query} empty={() => list.items.length === 0} whenEmpty="There is no such decision.">
          {() => (
            <Table
              name="Decisions"
              rows={list.items}
              keyOf={(d) => d.id}
              columns={[
                { head: "Time", cell: (d) => <Link to={`/decisions/${d.id}`}><Time at={d.createdAt} full /></Link> },
                { head: "Symbol", cell: (d) => <SymbolName symbol={d.symbol} /> },
                { head: "Action", cell: (d) => <Badge tone={ACTION[d.action] ?? "quiet"}>{words(d.action)}</Badge> },
                { head: "Verdict", cell: (d) => <Badge tone={VERDICT[d.verdict?.outcome ?? ""] ?? "quiet"}>{d.verdict?.outcome ?? "none"}</Badge> },
                { head: "Confidence", right: true, cell: (d) => `${fixed(d.confidence * 100, 0)}%` },
                { head: "Size", right: true, cell: (d) => (d.sizePct ? `${fixed(d.sizePct, 1)}%` : "–") },
                { head: "Price", right: true, minor: true, cell: (d) => <Num value={d.marketPrice} as="price" /> },
                { head: "Stop", right: true, minor: true, cell: (d) => <Num value={d.stopLoss} as="price" /> },
                { head: "Target", right: true, minor: true, cell: (d) => <Num value={d.takeProfit} as="price" /> },
                { head: "Why", cell: (d) => <span className="why-cell">{against(d) || d.rationale}</span> },
              ]}
            />
          )}
        </Data>
        <More list={list} />
      </Panel>
    </Page>
  );
}

export function Choice({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: string[];
  onChange: (value: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">all</option>
        {choices.map((each) => (
          <option key={each} value={each}>
            {words(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
