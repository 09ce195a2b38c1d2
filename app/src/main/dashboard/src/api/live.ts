import { queryClient } from "./queries";
import { prices } from "./prices";
import { token } from "./token";

export type LinkState = "connecting" | "live" | "late" | "offline";

export interface Link {
  state: LinkState;
  seq: number | null;
  lastMessageAt: number;
  retryAt: number | null;
  messages: number;
  /** Clock of this browser less that of the service, milliseconds; null before it was compared. */
  drift: number | null;
}

interface Message {
  seq: number;
  topic: string;
  type: string;
  ts: string;
  payload: Record<string, unknown>;
}

const TOPICS = ["market", "portfolio", "decisions", "orders", "fills", "alerts", "scheduler", "config"];

/** Which answers a message of a topic makes old. */
const CHANGES: Record<string, string[]> = {
  portfolio: ["portfolio", "positions", "risk"],
  fills: ["fills", "portfolio", "positions", "orders"],
  orders: ["orders", "positions"],
  decisions: ["decisions", "outcomes", "rules", "risk"],
  alerts: ["alerts", "status"],
  scheduler: ["scheduler", "status", "risk"],
  config: ["config", "status", "plugins", "live", "runtime-mode"],
};

// The service sends a heartbeat every 15 s.
const LATE_AFTER = 20_000;
const DEAD_AFTER = 45_000;
const GATHER = 600;

/**
 * The connection to /ws/v1. It resumes where it was; when the service says that too much was missed, or was not there
 * for a while, everything on screen is read again.
 */
class LiveLink {
  private socket: WebSocket | null = null;
  private link: Link = { state: "connecting", seq: null, lastMessageAt: 0, retryAt: null, messages: 0, drift: null };
  private readonly listeners = new Set<() => void>();
  private readonly dirty = new Set<string>();
  private gather: number | null = null;
  private attempts = 0;
  private timer: number | null = null;

  start(): void {
    this.connect();
    window.setInterval(() => this.watch(), 1_000);
    window.addEventListener("online", () => this.reconnectNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.link.state === "offline") {
        this.reconnectNow();
      }
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Link => this.link;

  /** With another token, or because a person does not want to wait. */
  reconnectNow(): void {
    this.attempts = 0;
    this.drop();
    this.connect();
  }

  private update(change: Partial<Link>): void {
    this.link = { ...this.link, ...change };
    this.listeners.forEach((listener) => listener());
  }

  private connect(): void {
    if (this.timer !== null) {
      window.clearTimeout(this.timer);
      this.timer = null;
    }
    const secret = token();
    const protocols = secret ? ["autotrade.v1", `bearer.${secret}`] : ["autotrade.v1"];
    const socket = new WebSocket(`${window.location.origin.replace(/^http/, "ws")}/ws/v1`, protocols);
    this.socket = socket;
    this.update({ state: this.attempts === 0 ? "connecting" : "offline", retryAt: null });
    socket.onopen = () => {
      const resume = this.link.seq === null ? {} : { from_seq: this.link.seq };
      socket.send(JSON.stringify({ op: "subscribe", topics: TOPICS, ...resume }));
    };
    socket.onmessage = (event) => this.received(JSON.parse(String(event.data)) as Message);
    socket.onclose = () => {
      if (this.socket === socket) {
        this.socket = null;
        this.later();
      }
    };
  }

  private later(): void {
    const wait = Math.min(10_000, 400 * 2 ** this.attempts) * (0.8 + Math.random() * 0.4);
    this.attempts++;
    this.update({ state: "offline", retryAt: Date.now() + wait });
    this.timer = window.setTimeout(() => this.connect(), wait);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private watch(): void {
    const silent = Date.now() - this.link.lastMessageAt;
    if (this.link.state === "live" && silent > LATE_AFTER) {
      this.update({ state: "late" });
    } else if (this.link.state === "late" && silent > DEAD_AFTER) {
      this.drop();
      this.later();
    }
  }

  private received(message: Message): void {
    const wasDown = this.link.state !== "live";
    this.link = {
      ...this.link,
      seq: message.seq,
      lastMessageAt: Date.now(),
      messages: this.link.messages + 1,
      state: "live",
      retryAt: null,
    };
    if (wasDown) {
      const again = this.attempts > 0;
      this.attempts = 0;
      this.listeners.forEach((listener) => listener());
      if (again) {
        void queryClient.invalidateQueries();
      }
    }
    if (message.topic === "market") {
      if (message.type === "ticker") {
        prices.take(message.payload);
      } else {
        this.changed("market");
      }
    } else if (message.topic === "control") {
      this.link = { ...this.link, drift: Date.now() - Date.parse(message.ts) };
      if (message.type === "reload") {
        void queryClient.invalidateQueries();
      }
    } else {
      this.changed("events", ...(CHANGES[message.topic] ?? []));
    }
  }

  private changed(...roots: string[]): void {
    roots.forEach((root) => this.dirty.add(root));
    this.gather ??= window.setTimeout(() => {
      this.gather = null;
      const all = [...this.dirty];
      this.dirty.clear();
      all.forEach((root) => void queryClient.invalidateQueries({ queryKey: [root] }));
      this.listeners.forEach((listener) => listener());
    }, GATHER);
  }
}

export const live = new LiveLink();
