import { createContext, useContext, useEffect, useMemo, useState, type AnchorHTMLAttributes, type ReactNode } from "react";

interface Route {
  path: string;
  search: URLSearchParams;
  go: (to: string) => void;
}

const RouteContext = createContext<Route>({ path: "/", search: new URLSearchParams(), go: () => undefined });

export function Router({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState(window.location.pathname + window.location.search);
  useEffect(() => {
    const moved = () => setPlace(window.location.pathname + window.location.search);
    window.addEventListener("popstate", moved);
    return () => window.removeEventListener("popstate", moved);
  }, []);
  const route = useMemo<Route>(() => {
    const url = new URL(place, window.location.origin);
    return {
      path: url.pathname,
      search: url.searchParams,
      go: (to) => {
        window.history.pushState(null, "", to);
        setPlace(to);
        window.scrollTo(0, 0);
      },
    };
  }, [place]);
  return <RouteContext.Provider value={route}>{children}</RouteContext.Provider>;
}

export function useRoute(): Route {
  return useContext(RouteContext);
}

/** A link within the dashboard; with a modifier key it is an ordinary one. */
export function Link({ to, children, ...rest }: { to: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href">) {
  const { go } = useRoute();
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
          event.preventDefault();
          go(to);
        }
      }}
    >
      {children}
    </a>
  );
}
