import { useId, type ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { ApiError } from "../api/http";
import { fixed, local, NOTHING, price, quantity, signed, span, utcDayTime, utcTime } from "../format";
import { useLink, useNow } from "../hooks";

export type Tone = "up" | "down" | "warn" | "bad" | "info" | "quiet" | "good";

export function Badge({ tone = "quiet", children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`badge ${tone}`} title={title}>
      {children}
    </span>
  );
}

/** A moment: UTC, local time on hover. */
export function Time({ at, full = false }: { at: string | null | undefined; full?: boolean }) {
  if (!at) {
    return <span className="nothing">{NOTHING}</span>;
  }
  return (
    <time dateTime={at} title={`${local(at)} (local)\n${at}`}>
      {full ? utcDayTime(at) : utcTime(at)}
    </time>
  );
}

/** How long ago a moment was on the wall clock. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={`${local(at)} (local)\n${at}`}>
      {span((now - Date.parse(at)) / 1000)} ago
    </time>
  );
}

interface NumProps {
  value: number | null | undefined;
  /** Decimals; prices and quantities have their own. */
  as?: "money" | "price" | "quantity" | "percent" | "whole" | "ratio" | "cost";
  sign?: boolean;
  unit?: string;
  exact?: string;
  name?: string;
}

/** A number with its unit, aligned by its digits. With a sign it also has the colour of gain or loss. */
export function Num({ value, as = "money", sign = false, unit, exact, name }: NumProps) {
  const text = shown(value, as, sign);
  // What is shown as nothing is neither gain nor loss.
  const tone = sign && value && /[1-9]/.test(text) ? (value > 0 ? "up" : "down") : "";
  const suffix = as === "percent" ? "%" : unit;
  return (
    <span className={`num ${tone}`} title={exact} data-field={name}>
      {text}
      {suffix && text !== NOTHING ? <span className="unit">{as === "percent" ? "%" : ` ${suffix}`}</span> : null}
    </span>
  );
}

function shown(value: number | null | undefined, as: NonNullable<NumProps["as"]>, sign: boolean): string {
  switch (as) {
    case "price":
      return price(value);
    case "quantity":
      return quantity(value);
    case "cost":
      return fixed(value, value && Math.abs(value) < 1 ? 4 : 2);
    case "whole":
      return fixed(value, 0);
    case "money":
    case "percent":
    case "ratio":
      return sign ? signed(value) : fixed(value);
  }
}

export function Panel({
  title,
  aside,
  children,
  className = "",
  flush = false,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
}) {
  const id = useId();
  return (
    <section className={`panel ${flush ? "flush" : ""} ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside ? <div className="aside">{aside}</div> : null}
      </header>
      <div className="body">{children}</div>
    </section>
  );
}

interface DataProps<T> {
  query: UseQueryResult<T, Error>;
  /** Whether there is nothing in it. */
  empty?: (data: T) => boolean;
  /** What it means that there is nothing, and what will change that. */
  whenEmpty?: ReactNode;
  /** Lines of the placeholder while it is read for the first time. */
  lines?: number;
  children: (data: T) => ReactNode;
}

const OLD = 20_000;

/** What a query brought, or what stands in its place: being read, empty, old, not there, failed. */
export function Data<T>({ query, empty, whenEmpty, lines = 3, children }: DataProps<T>) {
  const { data, error } = query;
  // What is not there any more is not shown as if it were only old.
  if (data === undefined || (error instanceof ApiError && error.status === 404)) {
    return error ? <Failure error={error} again={() => void query.refetch()} /> : <Loading lines={lines} />;
  }
  return (
    <>
      {error ? <Old at={query.dataUpdatedAt} reason={error.message} /> : null}
      {empty?.(data) ? <Empty>{whenEmpty}</Empty> : children(data)}
    </>
  );
}

export function Loading({ lines = 3 }: { lines?: number }) {
  return (
    <div className="loading" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

function Old({ at, reason }: { at: number; reason: string }) {
  const now = useNow();
  const age = now - at;
  return (
    <p className="old" role="status">
      {age > OLD ? `${span(age / 1000)} old: ` : "Not updated: "}
      {reason}
    </p>
  );
}

export function Failure({ error, again }: { error: Error; again?: () => void }) {
  const link = useLink();
  if (error instanceof ApiError && error.unavailable) {
    return (
      <div className="empty unavailable" role="status">
        <strong>Not available.</strong> {sentence(error.message)}
      </div>
    );
  }
  const offline = error instanceof ApiError && error.offline;
  return (
    <div className="failure" role="alert">
      <strong>{offline ? "Disconnected." : "This could not be read."}</strong> {sentence(error.message)}
      {offline && link.state !== "live" ? " It is tried again by itself." : null}
      {again ? (
        <button type="button" className="small" onClick={again}>
          Try again
        </button>
      ) : null}
    </div>
  );
}

export function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

export interface Column<T> {
  head: string;
  /** Right-aligned, as numbers are. */
  right?: boolean;
  /** Left out on small screens. */
  minor?: boolean;
  cell: (row: T) => ReactNode;
}

/** A dense table. It scrolls sideways by keyboard too; on a phone each row becomes a card. */
export function Table<T>({
  name,
  columns,
  rows,
  keyOf,
  className = "",
  cards = true,
}: {
  name: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T, index: number) => string;
  className?: string;
  cards?: boolean;
}) {
  return (
    <div className={`scroll ${cards ? "cards" : ""} ${className}`} role="group" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={classes(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map((column) => (
                <td key={column.head} data-label={column.head} className={classes(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classes<T>(column: Column<T>): string {
  return `${column.right ? "right" : ""} ${column.minor ? "minor" : ""}`.trim();
}

export interface Fact {
  label: string;
  value: ReactNode;
  hint?: string;
}

/** Names and values, side by side. */
export function Facts({ facts, wide = false }: { facts: Fact[]; wide?: boolean }) {
  return (
    <dl className={`facts ${wide ? "wide" : ""}`}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt title={fact.hint}>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Page({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{title}</h1>
        {intro ? <p>{intro}</p> : null}
      </div>
      {children}
    </div>
  );
}

/** Any JSON, folded. */
export function Tree({ value, name, open = false }: { value: unknown; name?: string; open?: boolean }) {
  if (value === null || typeof value !== "object") {
    return (
      <div className="leaf">
        {name === undefined ? null : <span className="key">{name}</span>}
        <code>{typeof value === "string" ? value : JSON.stringify(value)}</code>
      </div>
    );
  }
  const entries = Object.entries(value as Record<string, unknown>).filter(
    ([key, child]) => child !== "" && !(key.endsWith("Exact") && key.slice(0, -5) in (value as object)),
  );
  if (name === undefined) {
    return (
      <div className="tree">
        {entries.map(([key, child]) => (
          <Tree key={key} name={key} value={child} open={open} />
        ))}
      </div>
    );
  }
  return (
    <details className="branch" open={open}>
      <summary>
        <span className="key">{name}</span> <span className="count">{Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </summary>
      {entries.map(([key, child]) => (
        <Tree key={key} name={key} value={child} />
      ))}
    </details>
  );
}

export function SymbolName({ symbol }: { symbol: string }) {
  return (
    <span className="symbol" title={symbol}>
      {symbol.replace(/-USDT-SWAP$/, "")}
    </span>
  );
}
