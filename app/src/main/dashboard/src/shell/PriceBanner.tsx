import { useApi } from "../api/queries";
import type { Candle, Page } from "../api/types";
import { exact, NOTHING, short, signed } from "../format";
import { useLink, usePrices, useStatus, useTick } from "../hooks";
import { Link } from "../router";
import { Sparkline } from "../ui/Sparkline";

/** Newest prices of all symbols with the last day as a line. */
export function PriceBanner() {
  const { data } = useStatus();
  return (
    <nav className={`prices ${data?.simulated_market ? (data.market_source === "replay" ? "simulated recorded" : "simulated") : ""}`} aria-label="Prices">
      {data ? (
        <ul>
          {data.symbols.map((symbol) => (
            <li key={symbol}>
              <Price symbol={symbol} age={data.feed.age_ms[symbol]} />
            </li>
          ))}
        </ul>
      ) : (
        <ul aria-hidden="true">
          {Array.from({ length: 6 }, (_, index) => (
            <li key={index} className="price-skeleton" />
          ))}
        </ul>
      )}
    </nav>
  );
}

const STALE = 60_000;

function Price({ symbol, age }: { symbol: string; age: number | undefined }) {
  const tick = useTick(symbol);
  const prices = usePrices();
  const day = useApi<Page<Candle>>(`/market/candles/${symbol}?timeframe=15m&limit=96`, { every: 60_000 });
  const known = prices.data?.symbols[symbol];
  const text = tick?.exact ?? known?.priceExact;
  const change = known?.change_pct_24h ?? null;
  const down = useLink().state === "offline";
  const stale = down || age === undefined || age > STALE;
  const closes = day.data?.items.map((candle) => candle.close) ?? [];
  return (
    <Link to={`/chart/${symbol}`} className={`price ${stale ? "stale" : ""}`} title={stale ? `${symbol}: no fresh price` : symbol}>
      <span className="price-name">{short(symbol)}</span>
      <span className={`price-last num ${tick?.direction === 1 ? "rose" : tick?.direction === -1 ? "fell" : ""}`} data-field={`price.${symbol}`}>
        {text ? exact(text) : NOTHING}
      </span>
      <span className={`price-change num ${change === null ? "" : change >= 0 ? "up" : "down"}`}>
        {change === null ? NOTHING : `${signed(change)}%`}
        {stale ? <span className="badge warn">stale</span> : null}
      </span>
      <Sparkline values={closes} label={`${short(symbol)}, last 24 hours`} />
    </Link>
  );
}
