import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { whoIs } from "../api/http";
import { live } from "../api/live";
import { setToken, token } from "../api/token";
import { useApi } from "../api/queries";
import type { Live, Status } from "../api/types";
import { span, utcDayTime } from "../format";
import { useLink, useNow, usePortfolio, useSession, useStatus } from "../hooks";
import { Link } from "../router";
import { Dialog } from "../ui/Dialog";
import { toggleTheme, useTheme } from "./theme";

const MONEY: Record<string, string> = {
  PAPER: "no real money",
  DEMO: "demo money of the exchange",
  LIVE: "real money",
};

const PRICES: Record<string, string> = { simulated: " (made-up prices)", replay: " (recorded prices)" };

/** What is real and what is not, on every page, in colour and in words. */
export function EnvironmentBar() {
  const status = useStatus();
  const data = status.data;
  const environment = data?.environment ?? "UNKNOWN";
  return (
    <div className={`environment ${environment.toLowerCase()}`}>
      <div className="environment-main">
        <strong className="environment-name" data-field="status.environment">
          {environment}
        </strong>
        <span className="environment-words">
          {data ? (
            <>
              <span>
                <b>{data.broker_name}</b>, {MONEY[data.environment]}
              </span>
              <span title={data.market_description}>
                Market <b>{data.market_source}</b>
                {PRICES[data.market_source] ?? (data.simulated_market ? " (simulated prices)" : "")}
                {data.market_speed && data.market_speed !== 1 ? ` ×${data.market_speed}` : ""}
              </span>
              <span>
                Advisor <b data-field="status.advisor">{data.advisor}</b>
              </span>
              <AccountName />
              {data.environment === "LIVE" ? <LiveLock /> : null}
              <Version version={data.version} />
              <Clock status={data} />
            </>
          ) : (
            <span>{status.isError ? "The service does not answer" : "Connecting to the service"}</span>
          )}
        </span>
      </div>
      <div className="environment-side">
        <LinkLight />
        <Account />
        <ThemeButton />
      </div>
    </div>
  );
}

/** Which books these are. */
function AccountName() {
  const portfolio = usePortfolio().data?.portfolio;
  if (!portfolio) {
    return null;
  }
  return (
    <span className="roomy" title={`Portfolio ${portfolio.portfolioId}, in ${portfolio.currency}`}>
      Account <b data-field="portfolio.portfolioId">{portfolio.portfolioId.length > 20 ? portfolio.portfolioId.slice(0, 8) : portfolio.portfolioId}</b>
    </span>
  );
}

/** The version of the service; when that has changed, this page is older than the service. */
function Version({ version }: { version: string }) {
  const [first] = useState(version);
  return version === first ? (
    <span className="wide-only">
      Version <b>{version}</b>
    </span>
  ) : (
    <button type="button" onClick={() => window.location.reload()}>
      The service is version {version} now: load its dashboard
    </button>
  );
}

/** Whether real money may be traded now, and until when; on every page while a live account trades. */
function LiveLock() {
  const { data } = useApi<Live>("/live", { every: 15_000 });
  if (!data) {
    return null;
  }
  return (
    <span data-field="live.lock">
      <Link to="/live">{data.locked ? "Locked" : "Approved"}</Link>
      {data.locked ? (
        ", exits only"
      ) : (
        <>
          {" "}
          by <b>{data.approved_by.join(" and ")}</b>
          {data.approved_until ? <> until <b className="tabular">{utcDayTime(data.approved_until)}</b></> : null}
        </>
      )}
    </span>
  );
}

function Clock({ status }: { status: Status }) {
  const measured = useLink().drift;
  const drift = (measured ?? 0) / 1000;
  const market = Date.parse(status.market_time);
  const apart = Math.abs(Date.now() - drift * 1000 - market) > 10_000;
  return (
    <>
      {apart ? (
        <span title="The market has a clock of its own; times on screen are its times">
          Market time <b className="tabular">{utcDayTime(status.market_time)}</b>
        </span>
      ) : null}
      <span className={Math.abs(drift) > 2 ? "drift-bad" : "wide-only"} title="Clock of this browser less clock of the service">
        Clock drift <b className="tabular">{measured === null ? "not known" : `${drift >= 0 ? "+" : "−"}${Math.abs(drift).toFixed(1)} s`}</b>
      </span>
    </>
  );
}

const LINK_WORDS = {
  connecting: "Connecting",
  live: "Live",
  late: "Late",
  offline: "Disconnected",
} as const;

function LinkLight() {
  const link = useLink();
  const now = useNow();
  const retry = link.retryAt === null ? "" : `, next try in ${span((link.retryAt - now) / 1000)}`;
  const silent = link.lastMessageAt ? `last message ${span((now - link.lastMessageAt) / 1000)} ago` : "no message yet";
  return (
    <button
      type="button"
      className={`link ${link.state}`}
      data-field="link"
      title={`${silent}${retry}; entry ${link.seq ?? "none"}. Click to connect anew`}
      onClick={() => live.reconnectNow()}
    >
      <span className="dot" aria-hidden="true" />
      {LINK_WORDS[link.state]}
      {link.seq === null ? null : <span className="seq tabular wide-only"> #{link.seq}</span>}
    </button>
  );
}

function ThemeButton() {
  const theme = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  return (
    <button type="button" className="icon" onClick={toggleTheme} aria-label={`Use ${next} colours`} title={`Use ${next} colours`}>
      {theme === "dark" ? "☀" : "☾"}
    </button>
  );
}

function Account() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const role = session.data?.role ?? "viewer";
  return (
    <>
      <button type="button" className="account" onClick={() => setOpen(true)} data-field="session.role">
        {session.data?.proven ? `${session.data.name}: ${role}` : role === "viewer" ? "Viewer, sign in" : role}
      </button>
      {open ? <SignIn onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function SignIn({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const client = useQueryClient();
  const [value, setValue] = useState("");
  const [refused, setRefused] = useState("");
  const change = async (secret: string | null) => {
    setRefused("");
    try {
      if (secret) {
        await whoIs(secret);
      }
    } catch (failure) {
      setRefused(failure instanceof Error ? failure.message : String(failure));
      return;
    }
    setToken(secret);
    live.reconnectNow();
    await client.invalidateQueries();
    onClose();
  };
  return (
    <Dialog title="Who is looking" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void change(value.trim());
        }}
      >
        <p>
          {session.data?.proven ? (
            <>
              Signed in as <b>{session.data.name}</b>, role <b>{session.data.role}</b>.
            </>
          ) : (
            <>Without a token everything can be seen from this machine and nothing can be changed.</>
          )}
        </p>
        <label htmlFor="token">Token</label>
        <input
          id="token"
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <p className="hint">
          The operator token is in the file operator-token of the data directory. It is kept for this tab only.
        </p>
        {refused ? (
          <p className="failure" role="alert">
            {refused}
          </p>
        ) : null}
        <div className="buttons">
          {token() ? (
            <button type="button" onClick={() => void change(null)}>
              Sign out
            </button>
          ) : null}
          <button type="submit" className="primary" disabled={value.trim() === ""}>
            Sign in
          </button>
        </div>
      </form>
    </Dialog>
  );
}

