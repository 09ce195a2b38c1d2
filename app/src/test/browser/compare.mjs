// A text, a table, a list of the screen against what the API says.
import { api, facts, numbers, rows, utc, utcTime } from "./lib.mjs";

export const short = (name) => name.replace("-USDT-SWAP", "");
export const words = (code) => code.replaceAll("_", " ");
export const brief = (text) => (text ? text.slice(0, 8) : "–");

export const held = (seconds) => {
  const s = Math.max(0, Math.round(seconds));
  const two = (n) => String(n).padStart(2, "0");
  return s < 60 ? `${s} s` : s < 3600 ? `${Math.floor(s / 60)} m ${two(s % 60)} s` : s < 86_400 ? `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} m` : `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
};

export const events = async (types, entries = 10_000) => {
  const { last_seq } = await api("/status");
  return (await api(`/events?after=${Math.max(0, last_seq - entries)}&type=${types}&limit=1000`)).items.toReversed();
};

export const against = (decision) => {
  const rule = decision.verdict?.rules.find((each) => !each.passed);
  return rule ? `${words(rule.code)}: ${rule.reason || `${rule.value ?? ""} against ${rule.limit ?? ""}`}` : decision.rationale;
};

export const price = (value) => {
  const size = Math.abs(value);
  const most = size >= 1000 ? 2 : size >= 10 ? 3 : size >= 1 ? 4 : 6;
  return value.toLocaleString("en-US", { minimumFractionDigits: Math.min(2, most), maximumFractionDigits: most });
};

const urgency = (order) => (["intended", "sent", "unknown"].includes(order.state) ? 0 : ["open", "partially_filled"].includes(order.state) ? 1 : 2);

export const fillColumns = {
  Time: (f) => utc(f.ts),
  Side: (f) => f.side,
  Quantity: (f) => f.quantity,
  Price: (f) => f.price,
  Fee: (f) => [f.fee, f.feeCurrency],
  By: (f) => `${f.origin}, ${f.liquidity}`,
  Decision: (f) => brief(f.decisionId),
};

export const outcomeColumns = {
  Closed: (o) => utc(o.ts),
  Side: (o) => `${o.side} ${o.leverage}×`,
  Entry: (o) => o.entryPrice,
  Exit: (o) => o.exitPrice,
  Net: (o) => [o.netPnl, o.netPnlPct],
  By: (o) => o.reason,
  Decision: (o) => brief(o.openedByDecision),
};

/** @param found takes what differs, one sentence each */
export function comparing(found) {
  const equal = (what, shown, told) => {
    if (String(shown).trim() !== String(told)) {
      found(`${what}: the screen says ${shown}, the API ${told}`);
    }
  };
  /** A text of the screen against what the API has: numbers as they are rounded on screen and in their order, texts, nothing. */
  const says = (what, shown, ...wanted) => {
    if (typeof shown !== "string") {
      found(`${what} is not on screen`);
      return;
    }
    const told = numbers(shown);
    for (const each of wanted.flat()) {
      const number = typeof each === "number" ? told.shift() : undefined;
      const right =
        typeof each === "number"
          ? number !== undefined && Math.abs(number.value - each) <= 0.5 * 10 ** -number.decimals + 1e-9 * Math.abs(each)
          : each === null || each === undefined
            ? shown.includes("–")
            : shown.includes(String(each));
      if (!right) {
        found(`${what}: the screen says ${shown}, the API ${JSON.stringify(wanted.flat())}`);
        return;
      }
    }
  };
  /** Every column of a table; one that nobody compares is a finding too. */
  const table = async (page, name, items, columns) => {
    const shown = await rows(page, name);
    equal(`rows of ${name}`, shown.length, items.length);
    Object.keys(shown[0] ?? {})
      .filter((head) => !(head in columns))
      .forEach((head) => found(`nobody compares ${head} of ${name}`));
    shown.slice(0, 40).forEach((row, index) => {
      for (const [head, wanted] of Object.entries(columns)) {
        says(`${name}, row ${index}, ${head}`, row[head], wanted(items[index]));
      }
    });
  };
  const panel = async (page, title, wanted) => {
    const shown = await facts(page, title);
    for (const [name, each] of Object.entries(wanted)) {
      says(`${title}, ${name}`, shown[name], each);
    }
    Object.keys(shown)
      .filter((name) => !(name in wanted))
      .forEach((name) => found(`nobody compares ${name} of ${title}`));
  };
  const timelines = async (list, orders) => {
    const shown = await list.locator(":scope > li").evaluateAll((all) =>
      all.map((order) => ({ text: order.innerText, steps: [...order.querySelectorAll(".timeline li")].map((step) => step.innerText.replace(/\s+/g, " ").trim()) })),
    );
    const sorted = orders.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, shown.length);
    sorted.forEach((order, index) => {
      says(`order ${order.clientOrderId}`, shown[index].text, short(order.symbol), order.side, words(order.state), order.averagePrice === null ? [] : `at ${price(order.averagePrice)}`);
      equal(`steps of ${order.clientOrderId}`, shown[index].steps.join(), order.timeline.map((step) => `${words(step.state)} ${utcTime(step.ts)}`).join());
    });
  };
  return { equal, says, table, panel, timelines };
}
