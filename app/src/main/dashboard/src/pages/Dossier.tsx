import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../api/http";
import { useApi } from "../api/queries";
import type { Decision, Dossier as Whole, EventPage, Page as Paged, ReplayReport, RuleResult } from "../api/types";
import { difference } from "../diff";
import { fixed, horizon, span, words } from "../format";
import { Link } from "../router";
import { Badge, Data, Empty, Facts, Num, Page, Panel, SymbolName, Table, Time, Tree } from "../ui/parts";
import { ACTION, VERDICT } from "../ui/tones";
import { FillTable } from "./Chart";
import { EventLines } from "./events";
import { byUrgency, OrderTimelines } from "./timelines";
import { OutcomeTable } from "./Trades";

/** Everything that belongs to one decision, from what the advisor saw to what became of it. */
export default function Dossier({ id = "" }: { id?: string }) {
  const query = useApi<{ decision: Whole }>(`/decisions/${encodeURIComponent(id)}`, { every: 20_000 });
  return (
    <Page title="Decision" intro={<code>{id}</code>}>
      <Data query={query} lines={10}>
        {({ decision }) => <Sections decision={decision} />}
      </Data>
    </Page>
  );
}

function Sections({ decision }: { decision: Whole }) {
  return (
    <>
      <Proposal decision={decision} />
      <VerdictPanel decision={decision} />
      <div className="columns">
        <Panel title="Orders" flush>
          {decision.orders.length ? <OrderTimelines orders={byUrgency(decision.orders)} full /> : <Empty>It caused no order.</Empty>}
        </Panel>
        <Panel title="What became of it" flush>
          <Aftermath decision={decision} />
        </Panel>
      </div>
      {decision.fills.length ? (
        <Panel title="Fills" flush>
          <FillTable fills={decision.fills} />
        </Panel>
      ) : null}
      <PromptPanel decision={decision} />
      <div className="columns">
        <Panel title="Reply of the advisor">
          {decision.reply ? <Text text={laidOut(decision.reply)} label="Reply" /> : <Empty>The advisor is rule-based, or gave no text.</Empty>}
          {decision.prompt.chainOfThought ? (
            <details>
              <summary>Reasoning</summary>
              <Text text={decision.prompt.chainOfThought} label="Reasoning" />
            </details>
          ) : null}
        </Panel>
        <Inputs decision={decision} />
      </div>
      <Replay decision={decision} />
      <Entries id={decision.id} />
    </>
  );
}

function Proposal({ decision: d }: { decision: Whole }) {
  return (
    <Panel
      title="Proposal"
      aside={
        <>
          <Link to={`/chart/${d.symbol}`}>Chart</Link>
          <Badge tone={VERDICT[d.verdict?.outcome ?? ""] ?? "quiet"}>{d.verdict?.outcome ?? "no verdict"}</Badge>
        </>
      }
    >
      <p className="rationale">
        <SymbolName symbol={d.symbol} /> <Badge tone={ACTION[d.action] ?? "quiet"}>{words(d.action)}</Badge> {d.rationale || "No rationale was given."}
      </p>
      <Facts
        wide
        facts={[
          { label: "Decided", value: <Time at={d.createdAt} full /> },
          { label: "Advisor", value: d.model ?? d.advisor },
          { label: "Confidence", value: `${fixed(d.confidence * 100, 0)}%` },
          { label: "Price then", value: <Num value={d.marketPrice} as="price" /> },
          { label: "Size", value: d.sizePct ? `${fixed(d.sizePct, 2)}% of equity as margin` : "–" },
          { label: "Leverage", value: d.leverage === null ? "–" : `${d.leverage}×` },
          { label: "Stop", value: <Num value={d.stopLoss} as="price" /> },
          { label: "Target", value: <Num value={d.takeProfit} as="price" /> },
          { label: "Slippage allowed", value: d.maxSlippageBps === null ? "–" : `${d.maxSlippageBps} bps` },
          { label: "Approved quantity", value: <Num value={d.verdict?.quantity} as="quantity" /> },
        ]}
      />
      {d.invalidation ? <p className="hint">Ends when: {d.invalidation}</p> : null}
    </Panel>
  );
}

function VerdictPanel({ decision }: { decision: Whole }) {
  const rules = decision.verdict?.rules ?? [];
  return (
    <Panel title="Verdict, rule by rule" flush aside={<span className="tabular">{rules.filter((rule) => rule.passed).length} of {rules.length} passed</span>}>
      {rules.length === 0 ? (
        <Empty>{decision.verdict ? "Nothing was proposed that a rule had to allow." : "It has not been judged."}</Empty>
      ) : (
        <Table
          name="Rules of the verdict"
          rows={rules.toSorted((a, b) => Number(a.passed) - Number(b.passed))}
          keyOf={(rule, index) => `${rule.code}${index}`}
          columns={RULE_COLUMNS}
        />
      )}
    </Panel>
  );
}

const RULE_COLUMNS = [
  { head: "Rule", cell: (rule: RuleResult) => words(rule.code) },
  { head: "Result", cell: (rule: RuleResult) => <Badge tone={rule.passed ? "good" : "bad"}>{rule.passed ? "passed" : "failed"}</Badge> },
  { head: "Value", cell: (rule: RuleResult) => rule.value ?? "–" },
  { head: "Limit", cell: (rule: RuleResult) => <span className="limit-cell">{rule.limit ?? "–"}</span> },
  { head: "Reason", cell: (rule: RuleResult) => rule.reason || null },
];

function Aftermath({ decision }: { decision: Whole }) {
  if (decision.outcomes.length === 0 && decision.counterfactuals.length === 0) {
    return <Empty>Nothing is known yet: no position it opened has been closed, and nothing it left undone has been measured.</Empty>;
  }
  return (
    <>
      {decision.outcomes.length ? <OutcomeTable outcomes={decision.outcomes} symbol={false} brief /> : null}
      {decision.counterfactuals.length ? (
        <Table
          name="Had it been done"
          rows={decision.counterfactuals}
          keyOf={(each, index) => `${each.horizon}${index}`}
          columns={[
            { head: "Not done", cell: (c) => c.why },
            { head: "After", right: true, cell: (c) => horizon(c.horizon) },
            { head: "Price then", right: true, cell: (c) => <Num value={c.priceThen} as="price" /> },
            { head: "Price after", right: true, cell: (c) => <Num value={c.priceNow} as="price" /> },
            { head: "In its direction", right: true, cell: (c) => <Num value={c.movePct} as="percent" sign /> },
          ]}
        />
      ) : null}
    </>
  );
}

function PromptPanel({ decision }: { decision: Whole }) {
  const [view, setView] = useState<"difference" | "prompt" | "system">("difference");
  const before = useApi<Paged<Decision>>(
    `/decisions?symbol=${decision.symbol}&to=${encodeURIComponent(decision.createdAt)}&limit=1&prompts=true`,
    { every: 3_600_000 },
  );
  const previous = before.data?.items[0];
  const views: [typeof view, string][] = [
    ["difference", "Difference to the one before"],
    ["prompt", "Prompt"],
    ["system", "System prompt"],
  ];
  return (
    <Panel
      title="What the advisor was shown"
      aside={
        <span className="choices bare" role="group" aria-label="Prompt">
          {views.map(([each, name]) => (
            <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
              {name}
            </button>
          ))}
        </span>
      }
    >
      {view === "prompt" ? <Text text={decision.prompt.userPayload} label="Prompt" /> : null}
      {view === "system" ? (
        decision.prompt.systemPrompt ? (
          <Text text={decision.prompt.systemPrompt} label="System prompt" />
        ) : (
          <Empty>A rule-based advisor has none.</Empty>
        )
      ) : null}
      {view === "difference" ? (
        <Data query={before}>
          {() =>
            previous ? (
              <Difference before={previous.prompt.userPayload} after={decision.prompt.userPayload} />
            ) : (
              <Empty>It is the first decision about {decision.symbol}.</Empty>
            )
          }
        </Data>
      ) : null}
    </Panel>
  );
}

function Difference({ before, after }: { before: string; after: string }) {
  const lines = difference(before, after);
  return (
    <div className="diff" tabIndex={0} role="region" aria-label="Difference to the prompt before">
      {lines.map((line, index) => (
        <div key={index} className={line.kind}>
          {line.kind === "added" ? "+ " : line.kind === "removed" ? "− " : "  "}
          {line.text}
        </div>
      ))}
    </div>
  );
}

function Text({ text, label }: { text: string; label: string }) {
  return (
    <pre className="text" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  );
}

/** JSON with a line for each value; anything else as it came. */
function laidOut(reply: string): string {
  try {
    return JSON.stringify(JSON.parse(reply), null, 2);
  } catch {
    return reply;
  }
}

function Inputs({ decision }: { decision: Whole }) {
  const inputs = decision.inputs;
  const cost = decision.cost;
  if (!inputs) {
    return (
      <Panel title="Inputs and cost">
        <Empty>How it came about was not recorded.</Empty>
      </Panel>
    );
  }
  const age = (Date.parse(decision.createdAt) - Date.parse(inputs.ts)) / 1000;
  const item = inputs.items.find((each) => each.symbol === decision.symbol);
  return (
    <Panel title="Inputs and cost">
      <Facts
        facts={[
          { label: "Advice", value: <><Badge tone={inputs.status === "ok" ? "good" : "bad"}>{inputs.status}</Badge> {inputs.detail}</> },
          { label: "Given", value: <><Time at={inputs.ts} full /> {age >= 1 ? `(${span(age)} before)` : ""}</> },
          { label: "Prompt version", value: inputs.promptVersion },
          { label: "Prompt SHA-256", value: <code title={inputs.promptHash}>{inputs.promptHash.slice(0, 12)}</code> },
          { label: "This item", value: item ? `${item.status}${item.detail ? `: ${item.detail}` : ""}` : "–" },
          { label: "Learned rules in the prompt", value: inputs.ruleIds?.length ? inputs.ruleIds.map((rule) => <Link key={rule} to="/rules">{rule.replace("rule-", "").slice(0, 8)} </Link>) : "none" },
          { label: "Tokens in, out", value: cost ? `${fixed(cost.promptTokens, 0)}, ${fixed(cost.completionTokens, 0)}` : "–" },
          { label: "Model cost of the cycle", value: cost ? `${fixed(cost.usd, 4)} USD` : "–" },
          ...Object.entries(inputs.wallMillis).map(([stage, millis]) => ({ label: `Time of ${stage}`, value: `${millis} ms` })),
        ]}
      />
      {decision.marketView ? (
        <>
          <h3 className="sub">Inputs and their age</h3>
          <Ages view={decision.marketView as SeenMarket} symbol={decision.symbol} />
          <Folded title="Market as it was seen" value={decision.marketView} />
        </>
      ) : (
        <p className="hint">The market as it was seen was not stored with this decision; the prompt has its text.</p>
      )}
      {decision.toolPayloadJson ? (
        <Folded title="Tool calls" value={JSON.parse(decision.toolPayloadJson)} />
      ) : null}
    </Panel>
  );
}

/** Made again with what was recorded then, when somebody asks for it. */
function Replay({ decision }: { decision: Whole }) {
  const [asked, setAsked] = useState(false);
  const query = useQuery<ReplayReport, Error>({
    // A root of its own: what happens meanwhile changes nothing of what was recorded.
    queryKey: ["replay", decision.id],
    queryFn: ({ signal }) => get<ReplayReport>(`/decisions/${encodeURIComponent(decision.id)}/replay`, signal),
    enabled: asked,
    staleTime: Infinity,
  });
  return (
    <Panel
      title="Replay"
      aside={
        <button type="button" className="small" data-action="replay" disabled={query.isFetching} onClick={() => (asked ? void query.refetch() : setAsked(true))}>
          {query.isFetching ? "Replaying" : asked ? "Replay again" : "Replay this cycle"}
        </button>
      }
    >
      <p className="hint">
        Reads and judges the whole cycle again from its recorded inputs, and names every difference. Nothing is sent to the venue. On the command line:{" "}
        <code>autotrade replay {decision.cycleId}</code>
      </p>
      {asked ? <Data query={query}>{(report) => <Replayed report={report} />}</Data> : null}
    </Panel>
  );
}

function Replayed({ report }: { report: ReplayReport }) {
  return (
    <>
      <p className="replayed">
        <Badge tone={report.found === 0 ? "good" : "bad"}>{report.found === 0 ? "no difference" : `${report.found} different`}</Badge>
      </p>
      <Facts
        wide
        facts={[
          { label: "Model replies read again", value: <span data-field="replay.replies">{report.replies}</span> },
          { label: "Built-in rules asked again", value: <span data-field="replay.advised">{report.advised}</span> },
          { label: "Verdicts made again", value: <span data-field="replay.verdicts">{report.verdicts}</span> },
          { label: "Orders derived again", value: <span data-field="replay.orders">{report.orders}</span> },
          { label: "Without a kept input", value: report.skipped },
          { label: "Allowed, never sent", value: report.unsent },
        ]}
      />
      {report.differences.length ? (
        <Table
          name="Differences of the replay"
          rows={report.differences}
          keyOf={(each, index) => `${each.what}${index}`}
          columns={[
            { head: "What", cell: (d) => words(d.what) },
            { head: "Decision", cell: (d) => (d.decisionId ? <Link to={`/decisions/${d.decisionId}`}>{d.decisionId.slice(0, 8)}</Link> : "the whole reply") },
            { head: "Recorded", cell: (d) => <code className="config-value">{d.recorded}</code> },
            { head: "Replayed", cell: (d) => <code className="config-value">{d.replayed}</code> },
          ]}
        />
      ) : null}
    </>
  );
}

/** Large, so it is drawn only when somebody looks. */
function Folded({ title, value }: { title: string; value: unknown }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(change) => setOpen(change.currentTarget.open)}>
      <summary>{title}</summary>
      {open ? <Tree value={value} /> : null}
    </details>
  );
}

interface Stamped {
  at?: string;
}

interface SeenSymbol {
  ticker?: Stamped;
  shortTerm?: { latest?: Stamped | null } | null;
  longTerm?: { latest?: Stamped | null } | null;
  orderBook?: Stamped | null;
  funding?: Stamped | null;
  openInterest?: Stamped | null;
}

interface SeenMarket {
  at: string;
  symbols?: Record<string, SeenSymbol>;
}

/** How old each input was when the advisor saw it. */
function Ages({ view, symbol }: { view: SeenMarket; symbol: string }) {
  const seen = view.symbols?.[symbol];
  const inputs: [string, Stamped | null | undefined][] = [
    ["Price", seen?.ticker],
    ["Newest candle, short", seen?.shortTerm?.latest],
    ["Newest candle, long", seen?.longTerm?.latest],
    ["Order book", seen?.orderBook],
    ["Funding rate", seen?.funding],
    ["Open interest", seen?.openInterest],
  ];
  return (
    <Facts
      facts={inputs.map(([label, input]) => ({
        label,
        value: input?.at ? `${span((Date.parse(view.at) - Date.parse(input.at)) / 1000)} old` : "not known then",
      }))}
    />
  );
}

function Entries({ id }: { id: string }) {
  const query = useApi<EventPage>(`/events?decision=${encodeURIComponent(id)}`);
  return (
    <Panel title="Journal of this decision" flush aside={<Link to={`/log?decision=${encodeURIComponent(id)}`}>In the log</Link>}>
      <Data query={query} empty={(page) => page.items.length === 0} whenEmpty="The journal has no entry of it.">
        {(page) => <EventLines events={page.items} />}
      </Data>
    </Panel>
  );
}

