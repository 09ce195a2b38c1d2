import type { ControlReply, Environment, Order, Position, Scheduler, Status } from "../api/types";
import { short, utcTime } from "../format";
import { WORKING } from "../ui/tones";

/** What the world looks like while a command runs. */
export interface World {
  status: Status | undefined;
  scheduler: Scheduler | undefined;
  positions: Position[] | undefined;
  orders: Order[] | undefined;
}

export interface Check {
  text: string;
  done: boolean;
}

export interface Reply extends Partial<ControlReply> {
  skipped?: boolean;
  reason?: string | null;
  success?: boolean;
  status?: string;
}

export interface Command {
  id: string;
  label: string;
  path: string;
  title: string;
  /** What will happen, before it happens. */
  explain: (world: World) => string;
  /** Whether a reason is asked for; it goes into the journal. */
  reason: boolean;
  tone: "" | "warn" | "danger";
  /** Text that must be typed first. */
  typed?: (environment: Environment | undefined) => string | null;
  /** Whether the command makes sense now. */
  offered: (world: World) => boolean;
  /** What must be true before it is done; told by the service and the venue, not assumed. */
  checks: (world: World, reply: Reply) => Check[];
  /** Whether it can take a while at the venue, so that it is followed before the service has answered. */
  followed?: boolean;
}

const entries = (world: World) =>
  world.orders?.filter((order) => WORKING.has(order.state) && order.leg === "entry") ?? null;

const state = (world: World) => world.status?.state ?? "";

function noEntries(world: World): Check {
  const open = entries(world);
  return {
    text: open === null ? "Reading orders" : open.length === 0 ? "No entry order is open" : `${open.length} entry orders still open`,
    done: open !== null && open.length === 0,
  };
}

function flat(world: World): Check {
  const left = world.positions;
  return {
    text:
      left === undefined
        ? "Reading positions"
        : left.length === 0
          ? "No position is open"
          : `Still open: ${left.map((position) => short(position.symbol)).join(", ")}`,
    done: left !== undefined && left.length === 0,
  };
}

function inState(world: World, wanted: string): Check {
  return { text: `Trading state ${state(world) || "not known"}`, done: state(world) === wanted };
}

function confirmed(reply: Reply): Check {
  if (reply.confirmed !== true) {
    return { text: `The venue has not confirmed yet${reply.confirmed === false ? "; the service goes on trying" : ""}`, done: false };
  }
  const said = reply.steps?.findLast((step) => step.venue_at !== null);
  return { text: said ? `Venue: ${said.text}, ${utcTime(said.venue_at ?? said.at)} by its clock` : "The venue has confirmed", done: true };
}

const live = (environment: Environment | undefined) => (environment === "LIVE" ? "LIVE" : null);

export const COMMANDS: Command[] = [
  {
    id: "pause",
    label: "Pause",
    path: "/scheduler/pause",
    title: "Pause the schedule",
    explain: () => "No further evaluation runs until it is resumed, also after a restart. Stops and targets at the venue stay as they are.",
    reason: false,
    tone: "",
    offered: (world) => world.scheduler !== undefined && !world.scheduler.is_paused,
    checks: (world) => [{ text: world.scheduler?.is_paused ? "The schedule is paused" : "The schedule still runs", done: world.scheduler?.is_paused === true }],
  },
  {
    id: "resume",
    label: "Resume",
    path: "/scheduler/resume",
    title: "Resume the schedule",
    explain: () => "Evaluations run again as scheduled.",
    reason: false,
    tone: "",
    offered: (world) => world.scheduler?.is_paused === true,
    checks: (world) => [{ text: world.scheduler?.is_paused ? "The schedule is still paused" : "The schedule runs", done: world.scheduler?.is_paused === false }],
  },
  {
    id: "trigger",
    label: "Evaluate now",
    path: "/scheduler/trigger",
    title: "Evaluate now",
    explain: () => "Runs one evaluation at once, outside the schedule. It may open and close positions within the risk rules.",
    reason: false,
    tone: "",
    offered: (world) => world.scheduler !== undefined,
    checks: (_world, reply) => [
      {
        text: reply.skipped ? `Nothing ran: ${reply.reason ?? ""}` : reply.success === false ? "The cycle failed; see Cycles" : "The cycle has ended",
        done: true,
      },
    ],
  },
  {
    id: "reduce",
    label: "No new",
    path: "/control/reduce",
    title: "No new positions",
    explain: () => "From now on only exits. Entry orders that are not filled are withdrawn; open positions keep their stops and can be closed by decisions.",
    reason: true,
    tone: "warn",
    offered: (world) => state(world) === "ACTIVE",
    followed: true,
    checks: (world, reply) => [inState(world, "REDUCING"), noEntries(world), confirmed(reply)],
  },
  {
    id: "flatten",
    label: "Flatten",
    path: "/control/flatten",
    title: "Close everything",
    explain: (world) => {
      const open = world.positions ?? [];
      const names = open.map((position) => short(position.symbol)).join(", ");
      return `Withdraws entry orders, closes ${open.length === 0 ? "every position (none is open now)" : `${open.length} open position${open.length > 1 ? "s" : ""} (${names}) at market`}, and halts trading until it is re-armed.`;
    },
    reason: true,
    tone: "danger",
    offered: () => true,
    followed: true,
    checks: (world, reply) => [inState(world, "HALTED"), noEntries(world), flat(world), confirmed(reply)],
  },
  {
    id: "halt",
    label: "Halt",
    path: "/control/halt",
    title: "Halt trading",
    explain: () => "No orders from now on. Entry orders that are not filled are withdrawn; positions stay open with the stops they have at the venue.",
    reason: true,
    tone: "danger",
    offered: (world) => state(world) !== "HALTED",
    followed: true,
    checks: (world, reply) => [inState(world, "HALTED"), noEntries(world), confirmed(reply)],
  },
  {
    id: "drill",
    label: "Drill",
    path: "/control/drill",
    title: "Try the kill switch",
    explain: () =>
      "Halts as in an emergency, waits until the venue has confirmed, and releases again. Entry orders that are not filled are withdrawn; positions keep their stops.",
    reason: true,
    tone: "warn",
    offered: (world) => world.status !== undefined && world.status.environment !== "LIVE" && state(world) === "ACTIVE",
    checks: (world, reply) => [noEntries(world), confirmed(reply), inState(world, "ACTIVE")],
  },
  {
    id: "rearm",
    label: "Re-arm",
    path: "/control/rearm",
    title: "Allow new positions again",
    explain: (world) => {
      const reasons = world.status?.state_reasons ?? [];
      return `New exposure is allowed again.${reasons.length ? ` It was stopped because: ${reasons.join("; ")}.` : ""}`;
    },
    reason: true,
    tone: "warn",
    typed: live,
    offered: (world) => state(world) !== "ACTIVE" && state(world) !== "",
    checks: (world) => [inState(world, "ACTIVE")],
  },
];
