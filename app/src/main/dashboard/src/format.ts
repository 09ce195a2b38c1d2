// Numbers and times for people. Everything is UTC on screen; local time is a hover away.

const cache = new Map<string, Intl.NumberFormat>();

function formatter(least: number, most: number): Intl.NumberFormat {
  const key = `${least}/${most}`;
  let found = cache.get(key);
  if (!found) {
    found = new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
    cache.set(key, found);
  }
  return found;
}

export const NOTHING = "–";

export function fixed(value: number | null | undefined, digits = 2): string {
  return value === null || value === undefined || !Number.isFinite(value)
    ? NOTHING
    : minus(formatter(digits, digits).format(value));
}

export function signed(value: number | null | undefined, digits = 2): string {
  const text = fixed(value, digits);
  const zero = value !== null && value !== undefined && Number(value.toFixed(digits)) === 0;
  return value !== null && value !== undefined && value > 0 && !zero ? `+${text}` : zero ? text.replace("−", "") : text;
}

/** As many digits as a price of that size needs. */
export function price(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NOTHING;
  }
  const size = Math.abs(value);
  const most = size >= 1000 ? 2 : size >= 10 ? 3 : size >= 1 ? 4 : 6;
  return minus(formatter(Math.min(2, most), most).format(value));
}

/** A live price: all digits the venue quotes, with groups of three. */
export function exact(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return minus(fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

export function quantity(value: number | null | undefined): string {
  return value === null || value === undefined ? NOTHING : minus(formatter(0, 8).format(value));
}

function minus(text: string): string {
  return text.replace("-", "−");
}

export function short(symbol: string): string {
  return symbol.replace(/-USDT-SWAP$/, "");
}

export function words(code: string): string {
  return code.replaceAll("_", " ");
}

export function utcTime(iso: string): string {
  return new Date(iso).toISOString().slice(11, 19);
}

export function utcDay(iso: string): string {
  return new Date(iso).toISOString().slice(0, 10);
}

export function utcDayTime(iso: string): string {
  const text = new Date(iso).toISOString();
  return `${text.slice(5, 10)} ${text.slice(11, 19)}`;
}

export function local(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
}

export function span(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} m ${String(s % 60).padStart(2, "0")} s`;
  }
  if (s < 86_400) {
    return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, "0")} m`;
  }
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

/** ISO-8601 durations such as PT4H. */
export function horizon(iso: string): string {
  return iso.replace("PT", "").toLowerCase();
}
