import { useApi } from "../api/queries";
import type { EventPage, Status } from "../api/types";
import { fixed, span } from "../format";
import { useLink, useNow, useScheduler, useStatus } from "../hooks";
import { Badge, Data, Facts, Time } from "../ui/parts";

export interface CycleEnd {
  cycleId: string;
  number: number;
  result: string;
  detail: string;
  decisions: number;
  orders: number;
  wallMillis: Record<string, number>;
  at: string;
}

export interface Advice {
  cycleId: string;
  advisor: string;
  model: string | null;
  promptVersion: string;
  status: string;
  detail: string;
  promptTokens: number;
  cachedPromptTokens: number;
  completionTokens: number;
  costUsd: number;
  items: { status: string }[];
  wallMillis: Record<string, number>;
  at: string;
}

/** Events of the last entries of the journal; a window, not all of them. */
export function useRecent<P>(types: string, entries: number, status: Status | undefined) {
  // In steps, so that one address is asked for a while and only its answer changes.
  const step = Math.max(50, Math.round(entries / 4));
  const after = status ? Math.max(0, Math.floor((status.last_seq - entries) / step) * step) : 0;
  return useApi<EventPage<P>>(`/events?after=${after}&type=${types}&limit=1000&prompts=false`, { enabled: status !== undefined, every: 20_000, keep: true });
}

export function NextCycle() {
  const scheduler = useScheduler();
  const status = useStatus();
  const now = useNow(500);
  // By the clock of the service, which is the one that starts the cycle.
  const drift = useLink().drift ?? 0;
  const ends = useRecent<CycleEnd>("cycle_end", 1_000, status.data);
  const advice = useRecent<Advice>("advice", 300, status.data);
  return (
    <Data query={scheduler} lines={4}>
      {({ scheduler: schedule }) => {
        const last = ends.data?.items.at(-1)?.payload;
        const told = advice.data?.items.at(-1)?.payload;
        const left = schedule.next_run_at ? (Date.parse(schedule.next_run_at) - now + drift) / 1000 : null;
        const stopped = status.data?.feed.state === "FINISHED";
        return (
          <div className="next-cycle">
            <div className="countdown">
              <span className="countdown-number tabular" data-field="scheduler.countdown">
                {scheduler.isError ? "Not known" : schedule.is_paused ? "Paused" : stopped ? "Ended" : schedule.cycle_in_progress ? "Running" : left === null ? "–" : span(left)}
              </span>
              <span className="countdown-words">
                {scheduler.isError
                  ? "the service does not answer"
                  : schedule.is_paused
                    ? "no cycle runs until it is resumed"
                    : stopped
                      ? "the recorded market is at its end"
                      : schedule.cycle_in_progress
                        ? "a cycle is on its way"
                        : "to the next cycle"}
              </span>
            </div>
            {last ? <Stages end={last} /> : null}
            <Facts
              facts={[
                {
                  label: "Last cycle",
                  hint: "On the wall clock",
                  value: (
                    <>
                      #<span data-field="scheduler.cycle_number">{schedule.cycle_number ?? "–"}</span> <Time at={schedule.last_run_at} />
                    </>
                  ),
                },
                {
                  label: "Result",
                  value: last ? (
                    <Badge tone={last.result === "success" ? "good" : "bad"} title={last.detail}>
                      {last.result}
                    </Badge>
                  ) : (
                    "–"
                  ),
                },
                { label: "Failures in a row", value: schedule.consecutive_failures },
                { label: "Model", value: told ? (told.model ?? told.advisor) : "–" },
                {
                  label: "Tokens in, out",
                  value: told ? `${fixed(told.promptTokens, 0)}, ${fixed(told.completionTokens, 0)}` : "–",
                  hint: "Of all model calls of the last cycle",
                },
                { label: "Model cost", value: told ? `${fixed(told.costUsd, 4)} USD` : "–", hint: "Of the last cycle" },
              ]}
            />
          </div>
        );
      }}
    </Data>
  );
}

const STAGES = ["reconcile", "market", "advice", "record", "risk", "execution", "protection"];

/** How long each stage of a cycle took on the wall clock. */
export function Stages({ end }: { end: CycleEnd }) {
  const known = Object.entries(end.wallMillis).sort(([a], [b]) => rank(a) - rank(b));
  const total = known.reduce((sum, [, millis]) => sum + millis, 0);
  if (known.length === 0) {
    return null;
  }
  const label = known.map(([name, millis]) => `${name} ${millis} ms`).join(", ");
  return (
    <div className="stages">
      <div className="stage-bar" role="img" aria-label={`Stages of cycle ${end.number}: ${label}`}>
        {known.map(([name, millis], index) => (
          <span key={name} className={`stage s${index % 7}`} style={{ flexGrow: Math.max(millis, total / 60) }} title={`${name} ${millis} ms`} />
        ))}
      </div>
      <ul className="stage-legend">
        {known.map(([name, millis], index) => (
          <li key={name}>
            <span className={`swatch s${index % 7}`} aria-hidden="true" />
            {name} <b className="tabular">{millis}</b> ms
          </li>
        ))}
      </ul>
    </div>
  );
}

function rank(stage: string): number {
  const found = STAGES.indexOf(stage);
  return found < 0 ? STAGES.length : found;
}
