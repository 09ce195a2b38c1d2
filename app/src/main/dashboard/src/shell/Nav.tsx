import { useEffect, useRef } from "react";
import { Link, useRoute } from "../router";

const SECTIONS: { name: string; pages: [string, string][] }[] = [
  {
    name: "Trade",
    pages: [
      ["/", "Overview"],
      ["/chart", "Chart"],
      ["/orders", "Orders"],
      ["/trades", "Trades"],
      ["/decisions", "Decisions"],
    ],
  },
  {
    name: "Steer",
    pages: [
      ["/risk", "Risk"],
      ["/cycles", "Cycles"],
      ["/alerts", "Alerts"],
      ["/live", "Live trading"],
    ],
  },
  {
    name: "Learn",
    pages: [
      ["/rules", "Rules"],
      ["/model", "Model"],
    ],
  },
  {
    name: "System",
    pages: [
      ["/venue", "Venue"],
      ["/plugins", "Plugins"],
      ["/config", "Configuration"],
      ["/log", "Log"],
    ],
  },
];

export function Nav() {
  const { path } = useRoute();
  const list = useRef<HTMLElement>(null);
  // On a narrow screen the list scrolls sideways.
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  return (
    <nav ref={list} className="nav" aria-label="Pages">
      {SECTIONS.map((section) => (
        <div key={section.name} className="nav-section">
          <span className="nav-title">{section.name}</span>
          {section.pages.map(([to, name]) => {
            const here = to === "/" ? path === "/" : path === to || path.startsWith(`${to}/`);
            return (
              <Link key={to} to={to} aria-current={here ? "page" : undefined}>
                {name}
              </Link>
            );
          })}
        </div>
      ))}
    </nav>
  );
}
