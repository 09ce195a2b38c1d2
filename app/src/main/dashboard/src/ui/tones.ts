import type { Tone } from "./parts";

export const VERDICT: Record<string, Tone> = {
  accepted: "good",
  amended: "info",
  refused: "bad",
  held: "quiet",
  expired: "warn",
};

export const ORDER: Record<string, Tone> = {
  intended: "info",
  sent: "info",
  open: "info",
  partially_filled: "info",
  filled: "good",
  cancelled: "quiet",
  rejected: "bad",
  not_sent: "warn",
  unknown: "bad",
  never_arrived: "warn",
};

/** Nobody knows yet what became of it. */
export const UNRESOLVED = new Set(["intended", "sent", "unknown"]);

/** May still be filled. */
export const WORKING = new Set(["intended", "sent", "open", "partially_filled", "unknown"]);

export const STATE: Record<string, Tone> = { ACTIVE: "good", REDUCING: "warn", HALTED: "bad" };

export const SEVERITY: Record<string, Tone> = { info: "info", warning: "warn", critical: "bad" };

export const ACTION: Record<string, Tone> = { buy: "up", sell: "down", close: "info", hold: "quiet", no_entry: "quiet" };
