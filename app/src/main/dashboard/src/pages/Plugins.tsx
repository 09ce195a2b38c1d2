import { useApi } from "../api/queries";
import type { Page as Paged, Plugin } from "../api/types";
import { Badge, Data, Page, Panel, Table } from "../ui/parts";

export default function Plugins() {
  const query = useApi<Paged<Plugin>>("/plugins");
  return (
    <Page title="Plugins" intro="Jars found in the plugins directory, what each brings, and why one was refused.">
      <Panel title="Plugins" flush>
        <Data query={query} empty={(page) => page.items.length === 0} whenEmpty="The plugins directory is empty.">
          {(page) => (
            <Table
              name="Plugins"
              rows={page.items}
              keyOf={(plugin) => plugin.path}
              columns={[
                { head: "File", cell: (plugin) => <strong title={plugin.path}>{plugin.name}</strong> },
                { head: "Status", cell: (plugin) => <Badge tone={plugin.status === "loaded" ? "good" : "bad"}>{plugin.status}</Badge> },
                {
                  head: "Brings",
                  cell: (plugin) =>
                    plugin.provides.length ? (
                      <ul>
                        {plugin.provides.map((each) => (
                          <li key={each.kind + each.id}>
                            {each.displayName} <span className="nothing">{each.kind.replace("_", " ")}</span> <code>{each.id}</code>{" "}
                            {each.environment ? <Badge tone={each.environment === "LIVE" ? "bad" : "info"}>{each.environment}</Badge> : null}
                          </li>
                        ))}
                      </ul>
                    ) : (
                      "–"
                    ),
                },
                { head: "Reason", cell: (plugin) => plugin.reason || "–" },
                { head: "SHA-256", minor: true, cell: (plugin) => <code title={plugin.sha256}>{plugin.sha256.slice(0, 16)}</code> },
              ]}
            />
          )}
        </Data>
      </Panel>
    </Page>
  );
}
