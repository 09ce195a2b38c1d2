import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { post } from "../api/http";
import { paths, useApi } from "../api/queries";
import type { Order, Page, Position, StopStep } from "../api/types";
import { useMayAct, useScheduler, useSession, useStatus } from "../hooks";
import { Dialog } from "../ui/Dialog";
import { Badge, sentence, Time, type Tone } from "../ui/parts";
import { Step } from "./Step";
import { COMMANDS, type Command, type Reply, type World } from "./commands";

function useWorld(fast: boolean): World {
  const status = useStatus();
  const scheduler = useScheduler();
  const positions = useApi<Page<Position>>(paths.positions, { every: fast ? 500 : 2_000 });
  const orders = useApi<Page<Order>>(paths.orders, { every: fast ? 500 : 10_000 });
  return {
    status: status.data,
    scheduler: scheduler.data?.scheduler,
    positions: positions.data?.items,
    orders: orders.data?.items,
  };
}

/** What a person can do to the running service. A viewer sees it and cannot do it. */
export function Controls() {
  const mayAct = useMayAct();
  const session = useSession();
  const status = useStatus();
  const world = useWorld(false);
  const [chosen, setChosen] = useState<Command | null>(null);
  return (
    <div className="controls" data-role={mayAct ? "operator" : "viewer"}>
      <div className="control-buttons">
        {COMMANDS.filter((command) => command.offered(world)).map((command) => (
          <button
            key={command.id}
            type="button"
            className={command.tone}
            disabled={!mayAct}
            data-control={command.id}
            onClick={() => setChosen(command)}
          >
            {command.label}
          </button>
        ))}
      </div>
      {status.isError ? (
        <p className="hint">The service does not answer, so nothing can be steered here. What is urgent is done at the venue itself; stops stay there.</p>
      ) : mayAct ? null : (
        <p className="hint">{session.data ? "You are looking as a viewer. Sign in with an operator token to act." : "Whether you may act is asked of the service."}</p>
      )}
      {chosen ? <Run command={chosen} onClose={() => setChosen(null)} /> : null}
    </div>
  );
}

type Phase = { at: "asking" } | { at: "sent"; since: number } | { at: "answered"; reply: Reply; since: number } | { at: "failed"; detail: string };

/** Asks, sends, and follows the command until service and venue tell that it is done. */
function Run({ command, onClose }: { command: Command; onClose: () => void }) {
  const world = useWorld(true);
  const client = useQueryClient();
  const [phase, setPhase] = useState<Phase>({ at: "asking" });
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const mustType = command.typed?.(world.status?.environment) ?? null;

  const send = async () => {
    setPhase({ at: "sent", since: Date.now() });
    try {
      const body = command.reason ? { reason: reason.trim() } : undefined;
      const reply = await post<Reply>(command.path, body);
      setPhase({ at: "answered", reply, since: Date.now() });
    } catch (failure) {
      setPhase({ at: "failed", detail: failure instanceof Error ? failure.message : String(failure) });
    }
    await client.invalidateQueries();
  };

  return (
    <Dialog title={command.title} tone={command.tone} onClose={onClose}>
      {phase.at === "asking" ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <p>{command.explain(world)}</p>
          {command.reason ? (
            <>
              <label htmlFor="reason">Reason, for the journal</label>
              <input id="reason" maxLength={500} value={reason} autoComplete="off" onChange={(event) => setReason(event.target.value)} />
            </>
          ) : null}
          {mustType ? (
            <>
              <label htmlFor="typed">This trades real money. Type {mustType} to go on</label>
              <input id="typed" value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
            </>
          ) : null}
          <div className="buttons">
            <button type="button" onClick={onClose}>
              Cancel
            </button>
            <button type="submit" className={command.tone || "primary"} disabled={mustType !== null && typed !== mustType} data-confirm={command.id}>
              {command.title}
            </button>
          </div>
        </form>
      ) : (
        <Progress command={command} phase={phase} world={world} again={() => void send()} onClose={onClose} />
      )}
    </Dialog>
  );
}

const PATIENCE = 15_000;

function Progress({
  command,
  phase,
  world,
  again,
  onClose,
}: {
  command: Command;
  phase: Exclude<Phase, { at: "asking" }>;
  world: World;
  again: () => void;
  onClose: () => void;
}) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE);
    return () => window.clearTimeout(timer);
  }, []);
  const reply = phase.at === "answered" ? phase.reply : phase.at === "sent" && command.followed ? {} : null;
  const checks = reply ? command.checks(world, reply) : [];
  const done = phase.at === "answered" && checks.every((check) => check.done);
  const steps = reply?.steps ?? [];
  return (
    <div data-progress={phase.at === "failed" ? "failed" : done ? "done" : "running"}>
      <ol className="progress" aria-live="polite">
        <Step done={phase.at === "answered"} failed={phase.at === "failed"}>
          {phase.at === "sent" ? "Sent; the service is working on it" : phase.at === "failed" ? sentence(phase.detail) : "The service has answered"}
        </Step>
        {checks.map((check) => (
          <Step key={check.text} done={check.done}>
            {check.text}
          </Step>
        ))}
      </ol>
      {steps.length ? <Steps steps={steps} /> : null}
      {phase.at === "failed" ? <p className="hint">Whether anything was done is shown by the panels behind this; they are read from the service.</p> : null}
      {late && !done && phase.at === "answered" ? (
        <p className="failure" role="alert">
          This is not confirmed yet. Look at the venue&apos;s own screen, and at Alerts.
        </p>
      ) : null}
      <div className="buttons">
        {phase.at === "failed" || reply?.confirmed === false ? (
          <button type="button" onClick={again}>
            {phase.at === "failed" ? "Try again" : "Ask the venue again"}
          </button>
        ) : null}
        <button type="button" className={done ? "primary" : ""} onClick={onClose}>
          {done ? "Done" : "Close"}
        </button>
      </div>
    </div>
  );
}

const KINDS: Record<StopStep["kind"], [string, Tone]> = {
  state: ["state", "quiet"],
  sent: ["sent", "info"],
  cancelled: ["cancelled", "info"],
  closed: ["closed", "info"],
  failed: ["failed", "bad"],
  no_entries: ["no entries", "good"],
  flat: ["flat", "good"],
};

/** What a stop did, step by step, with the service's time and the venue's. */
function Steps({ steps }: { steps: StopStep[] }) {
  return (
    <ol className="stop-steps" aria-label="What was done" tabIndex={0} role="list">
      {steps.map((step, index) => (
        <li key={index}>
          <Time at={step.at} />
          <Badge tone={KINDS[step.kind]?.[1] ?? "quiet"}>{KINDS[step.kind]?.[0] ?? step.kind}</Badge>
          <span>{step.text}</span>
          {step.venue_at ? (
            <span className="venue-at">
              venue <Time at={step.venue_at} />
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
