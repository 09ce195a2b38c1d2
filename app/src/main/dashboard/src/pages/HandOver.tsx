import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { patch } from "../api/http";
import { useStretches } from "../api/paged";
import { useApi } from "../api/queries";
import type { ClosedAccount, HandOverStep, Page as Paged, Plugin, RuntimeMode } from "../api/types";
import { words } from "../format";
import { useMayAct, usePortfolio, useStatus } from "../hooks";
import { Step } from "../shell/Step";
import { Dialog } from "../ui/Dialog";
import { Badge, Data, Empty, Facts, Num, Panel, Table, Time, sentence, type Tone } from "../ui/parts";

const MODE = { PAPER: "simulator", DEMO: "paper", LIVE: "live" } as const;

const TONES: Record<HandOverStep["step"], Tone> = { begun: "info", ready: "info", quiet: "info", completed: "good", failed: "bad" };

const MEANING: Record<HandOverStep["step"], string> = {
  begun: "asked for",
  ready: "the new broker is open and answers",
  quiet: "no cycle runs, entries are withdrawn, every order has an outcome",
  completed: "the new broker trades",
  failed: "the broker before trades on",
};

interface Target {
  id: string;
  name: string;
  environment: keyof typeof MODE;
}

/** Which broker trades, the last change from one to another, and the way to the next. */
export function HandOverPanel() {
  const status = useStatus();
  const mode = useApi<RuntimeMode>("/runtime-mode", { every: 5_000 });
  const steps = useStretches<HandOverStep & { handOverId: string }>("hand_over", status.data);
  const last = mode.data?.hand_over ?? null;
  const ofLast = steps.items.filter((event) => event.payload.handOverId === last?.id).toReversed();
  return (
    <Panel title="Broker and hand-over" aside={<Change now={mode.data} />}>
      <Data query={mode}>
        {(data) => (
          <>
            <Facts
              facts={[
                {
                  label: "Trades now",
                  value: (
                    <>
                      {status.data?.broker_name ?? ""} <code data-field="mode.broker">{data.broker ?? status.data?.broker ?? "–"}</code>
                    </>
                  ),
                },
                { label: "Mode", value: data.mode },
                {
                  label: "Last hand-over",
                  value: last ? (
                    <>
                      {last.from} to {last.to} <Badge tone={TONES[last.step]}>{last.step}</Badge>
                    </>
                  ) : (
                    "none so far"
                  ),
                },
                ...(last ? [{ label: "Asked for by", value: <>{last.by}, <Time at={last.at} full /></> }] : []),
              ]}
            />
            {last?.step === "failed" ? <p className="failure">{sentence(last.detail.join("; ") || "It is not known why")}</p> : null}
            {ofLast.length ? (
              <ol className="stop-steps" aria-label="Steps of the last hand-over">
                {ofLast.map((event) => (
                  <li key={event.seq}>
                    <Time at={event.ts} />
                    <Badge tone={TONES[event.payload.step] ?? "quiet"}>{event.payload.step}</Badge>
                    <span>{[MEANING[event.payload.step] ?? words(event.payload.step), ...event.payload.detail].join("; ")}</span>
                  </li>
                ))}
              </ol>
            ) : null}
          </>
        )}
      </Data>
    </Panel>
  );
}

/** Results of accounts that were left; they are in no other number. */
export function EarlierAccounts() {
  const { data } = usePortfolio();
  const accounts: ClosedAccount[] = data?.portfolio.earlierAccounts ?? [];
  return accounts.length === 0 ? null : (
    <Panel title="Accounts that were left" flush>
      <Table
        name="Accounts that were left"
        rows={accounts.toReversed()}
        keyOf={(account) => account.brokerId + account.openedAt}
        columns={[
          { head: "Broker", cell: (a) => <code>{a.brokerId}</code> },
          { head: "Money", cell: (a) => <Badge>{a.environment}</Badge> },
          { head: "Opened", cell: (a) => <Time at={a.openedAt} full /> },
          { head: "Left", cell: (a) => <Time at={a.closedAt} full /> },
          { head: "Start", right: true, cell: (a) => <Num value={a.startingCash} unit={a.currency} /> },
          { head: "Realised", right: true, cell: (a) => <Num value={a.realizedPnl} sign unit={a.currency} /> },
          { head: "Fees", right: true, cell: (a) => <Num value={a.fees} unit={a.currency} /> },
          { head: "Funding", right: true, cell: (a) => <Num value={a.funding} sign unit={a.currency} /> },
          { head: "Cash at the end", right: true, cell: (a) => <Num value={a.cash} unit={a.currency} /> },
        ]}
      />
    </Panel>
  );
}

function Change({ now }: { now: RuntimeMode | undefined }) {
  const mayAct = useMayAct();
  const plugins = useApi<Paged<Plugin>>("/plugins");
  const [open, setOpen] = useState(false);
  const targets: Target[] = (plugins.data?.items ?? [])
    .filter((plugin) => plugin.status === "loaded")
    .flatMap((plugin) => plugin.provides)
    .flatMap((each) =>
      each.kind === "broker" && each.id !== now?.broker && each.environment !== null
        ? [{ id: each.id, name: each.displayName, environment: each.environment as Target["environment"] }]
        : [],
    );
  return (
    <>
      <button type="button" className="small" disabled={!mayAct || !now?.broker || targets.length === 0} data-control="hand-over" onClick={() => setOpen(true)}>
        Change broker
      </button>
      {open && now?.broker ? <Dialogue from={now.broker} targets={targets} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const POSITIONS: [string, string][] = [
  ["flat", "There must be none; refuse otherwise"],
  ["close", "Close those of the broker that trades now first, at market"],
  ["adopt", "Take those that the new account holds into the books"],
];

type Phase = { at: "asking" } | { at: "sent" } | { at: "done" } | { at: "failed"; detail: string };

function Dialogue({ from: now, targets, onClose }: { from: string; targets: Target[]; onClose: () => void }) {
  // Who trades changes on the way.
  const [from] = useState(now);
  const client = useQueryClient();
  const [chosen, setChosen] = useState("");
  const [positions, setPositions] = useState("flat");
  const [typed, setTyped] = useState("");
  const [phase, setPhase] = useState<Phase>({ at: "asking" });
  const [before, setBefore] = useState<string | null>(null);
  const mode = useApi<RuntimeMode>("/runtime-mode", { every: phase.at === "sent" ? 400 : 5_000 });
  const target = targets.find((each) => each.id === chosen);
  const complete = target !== undefined && (target.environment !== "LIVE" || typed === "LIVE");
  const send = async () => {
    if (!target) {
      return;
    }
    setBefore(mode.data?.hand_over?.id ?? null);
    setPhase({ at: "sent" });
    try {
      await patch("/runtime-mode", { mode: MODE[target.environment], broker: target.id, positions });
      setPhase({ at: "done" });
    } catch (failure) {
      setPhase({ at: "failed", detail: failure instanceof Error ? failure.message : String(failure) });
    }
    await client.invalidateQueries();
  };
  if (phase.at !== "asking") {
    return (
      <Dialog title={`From ${from} to ${chosen}`} tone="danger" onClose={onClose}>
        <Progress phase={phase} step={mode.data?.hand_over && mode.data.hand_over.id !== before ? mode.data.hand_over : null} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title="Change broker" tone="danger" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>
          <code>{from}</code> stops evaluating, withdraws its entry orders, and the other account begins new books. What is stopped stays stopped. Until the last step is
          done the broker before goes on.
        </p>
        <label htmlFor="broker">Broker that is to trade</label>
        <select id="broker" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">choose</option>
          {targets.map((each) => (
            <option key={each.id} value={each.id}>
              {each.environment}: {each.name} ({each.id})
            </option>
          ))}
        </select>
        <fieldset>
          <legend>Open positions</legend>
          {POSITIONS.map(([id, text]) => (
            <label key={id} className="radio">
              <input type="radio" name="positions" value={id} checked={positions === id} onChange={() => setPositions(id)} />
              <span>
                <b>{id}</b> {text}
              </span>
            </label>
          ))}
        </fieldset>
        {target?.environment === "LIVE" ? (
          <>
            <label htmlFor="typed">This trades real money, and is refused unless two people have approved it. Type LIVE to go on</label>
            <input id="typed" value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </>
        ) : null}
        <div className="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="danger" disabled={!complete} data-confirm="hand-over">
            Hand over
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const WAY: HandOverStep["step"][] = ["begun", "ready", "quiet", "completed"];

function Progress({ phase, step, onClose }: { phase: Exclude<Phase, { at: "asking" }>; step: HandOverStep | null; onClose: () => void }) {
  const reached = phase.at === "done" ? WAY.length - 1 : step ? WAY.indexOf(step.step) : -1;
  return (
    <div data-progress={phase.at === "failed" ? "failed" : phase.at === "done" ? "done" : "running"}>
      <ol className="progress" aria-live="polite">
        {phase.at === "failed" ? (
          <Step failed>{sentence(phase.detail)}</Step>
        ) : (
          WAY.map((each, index) => (
            <Step key={each} done={index <= reached}>
              {sentence(`${each}: ${MEANING[each]}`)}
            </Step>
          ))
        )}
      </ol>
      {phase.at === "failed" ? <Empty>The broker before trades on.</Empty> : null}
      <div className="buttons">
        <button type="button" className={phase.at === "done" ? "primary" : ""} onClick={onClose}>
          {phase.at === "done" ? "Done" : "Close"}
        </button>
      </div>
    </div>
  );
}
