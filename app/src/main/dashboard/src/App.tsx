import { lazy, Suspense, useEffect, useRef, type ComponentType } from "react";
import Overview from "./pages/Overview";
import { useRoute } from "./router";
import { EnvironmentBar } from "./shell/EnvironmentBar";
import { Nav } from "./shell/Nav";
import { PriceBanner } from "./shell/PriceBanner";
import { Boundary } from "./ui/Boundary";
import { Loading } from "./ui/parts";

interface Screen {
  title: string;
  match: RegExp;
  page: ComponentType<{ id?: string }>;
}

const SCREENS: Screen[] = [
  { title: "Overview", match: /^\/(?:index\.html)?$/, page: Overview },
  { title: "Chart", match: /^\/chart(?:\/([^/]+))?$/, page: lazy(() => import("./pages/Chart")) },
  { title: "Orders", match: /^\/orders$/, page: lazy(() => import("./pages/Orders")) },
  { title: "Trades", match: /^\/trades$/, page: lazy(() => import("./pages/Trades")) },
  { title: "Decisions", match: /^\/decisions$/, page: lazy(() => import("./pages/Decisions")) },
  { title: "Decision", match: /^\/decisions\/([^/]+)$/, page: lazy(() => import("./pages/Dossier")) },
  { title: "Risk", match: /^\/risk$/, page: lazy(() => import("./pages/Risk")) },
  { title: "Cycles", match: /^\/cycles$/, page: lazy(() => import("./pages/Cycles")) },
  { title: "Alerts", match: /^\/alerts$/, page: lazy(() => import("./pages/Alerts")) },
  { title: "Live trading", match: /^\/live$/, page: lazy(() => import("./pages/Live")) },
  { title: "Rules", match: /^\/rules$/, page: lazy(() => import("./pages/Rules")) },
  { title: "Model", match: /^\/model$/, page: lazy(() => import("./pages/Model")) },
  { title: "Venue", match: /^\/venue$/, page: lazy(() => import("./pages/Venue")) },
  { title: "Plugins", match: /^\/plugins$/, page: lazy(() => import("./pages/Plugins")) },
  { title: "Configuration", match: /^\/config$/, page: lazy(() => import("./pages/Config")) },
  { title: "Log", match: /^\/log$/, page: lazy(() => import("./pages/Log")) },
];

function screenOf(path: string): { screen: Screen | undefined; id: string | undefined } {
  for (const screen of SCREENS) {
    const found = screen.match.exec(path);
    if (found) {
      return { screen, id: found[1] ? decodeURIComponent(found[1]) : undefined };
    }
  }
  return { screen: undefined, id: undefined };
}

export function App() {
  const { path } = useRoute();
  const { screen, id } = screenOf(path);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${screen?.title ?? "Not found"} · autotrade`;
    if (!first.current) {
      main.current?.querySelector("h1")?.focus();
    }
    first.current = false;
  }, [screen, id]);
  const Found = screen?.page ?? Missing;
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <EnvironmentBar />
        <PriceBanner />
      </header>
      <div className="frame">
        <Nav />
        <main id="main" ref={main}>
          <Boundary key={path}>
            <Suspense fallback={<Loading lines={8} />}>
              <Found id={id} />
            </Suspense>
          </Boundary>
          <footer className="foot">
            Times are UTC, local on hover. Charts: <a href="https://www.tradingview.com/">TradingView</a> Lightweight Charts™.
          </footer>
        </main>
      </div>
    </>
  );
}

function Missing() {
  return (
    <div className="page">
      <h1 tabIndex={-1}>There is no such page</h1>
      <p>Choose one from the list.</p>
    </div>
  );
}

