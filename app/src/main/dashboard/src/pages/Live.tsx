import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { post } from "../api/http";
import { useApi } from "../api/queries";
import type { Live as LiveAnswer, LiveTerms } from "../api/types";
import { useMayAct, useSession } from "../hooks";
import { Dialog } from "../ui/Dialog";
import { Badge, Data, Empty, Facts, Page, Panel, Table, Time, sentence } from "../ui/parts";

const LIMITS: { key: keyof LiveTerms; name: string }[] = [
  { key: "account", name: "Account" },
  { key: "max_position_notional", name: "Largest position, notional" },
  { key: "max_gross_notional", name: "All positions, notional" },
  { key: "daily_loss_cap", name: "Largest loss of a day" },
];

export default function Live() {
  const query = useApi<LiveAnswer>("/live", { every: 5_000 });
  return (
    <Page title="Live trading" intro="Real money is traded only by a profile that two people have approved, within its limits, for thirty days at most.">
      <Data query={query}>
        {(live) => (
          <>
            <Panel title="Lock">
              <p>
                <Badge tone={live.locked ? "quiet" : "warn"}>{live.locked ? "locked" : "unlocked"}</Badge> The account that trades now is{" "}
                <b data-field="live.environment">{live.environment}</b>.
              </p>
              {live.approved_until ? (
                <p>
                  Approved by <b data-field="live.approved_by">{live.approved_by.join(" and ")}</b> until <Time at={live.approved_until} full />.
                </p>
              ) : null}
              {live.missing.length ? (
                <>
                  <p>Before real money may be traded there must be:</p>
                  <ul className="reasons" data-field="live.missing">
                    {live.missing.map((reason) => (
                      <li key={reason}>{sentence(reason)}</li>
                    ))}
                  </ul>
                </>
              ) : null}
            </Panel>
            <Profile live={live} />
            <Waiting live={live} />
          </>
        )}
      </Data>
    </Page>
  );
}

function Profile({ live }: { live: LiveAnswer }) {
  const session = useSession();
  const mayAct = useMayAct();
  const [open, setOpen] = useState<"approve" | "revoke" | null>(null);
  const profile = live.profile;
  if (!profile) {
    return (
      <Panel title="Profile">
        <Empty>The configuration has no section live, so there is nothing to approve.</Empty>
      </Panel>
    );
  }
  const approver = session.data?.role === "approver";
  return (
    <Panel title="Profile of the configuration">
      <Facts wide facts={LIMITS.map(({ key, name }) => ({ label: name, value: <span data-field={`live.${key}`}>{profile[key]}</span> }))} />
      <div className="control-buttons">
        <button type="button" className="danger" disabled={!approver} data-control="approve" onClick={() => setOpen("approve")}>
          Approve
        </button>
        <button type="button" disabled={!mayAct} data-control="revoke" onClick={() => setOpen("revoke")}>
          Revoke approvals
        </button>
      </div>
      <p className="hint">Approving takes a token of role approver, each person with the own one; revoking one of role operator or approver.</p>
      {open === "approve" ? <Approve onClose={() => setOpen(null)} /> : null}
      {open === "revoke" ? <Revoke onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

/** A form that changes the lock: sends, closes when it was taken, and says why when it was not. */
function Act({
  id,
  title,
  verb,
  tone,
  path,
  body,
  complete = true,
  onClose,
  children,
}: {
  id: string;
  title: string;
  verb: string;
  tone: "warn" | "danger";
  path: string;
  body: () => unknown;
  complete?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const client = useQueryClient();
  const [refused, setRefused] = useState("");
  const send = async () => {
    setRefused("");
    try {
      await post(path, body());
      await client.invalidateQueries();
      onClose();
    } catch (failure) {
      setRefused(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return (
    <Dialog title={title} tone={tone} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {children}
        {refused ? (
          <p className="failure" role="alert">
            {sentence(refused)}
          </p>
        ) : null}
        <div className="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={tone} disabled={!complete} data-confirm={id}>
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What an approver types, as text; numbers are the service's to judge. */
type Typed = Record<keyof LiveTerms | "days", string>;

function Approve({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState<Typed>({ account: "", max_position_notional: "", max_gross_notional: "", daily_loss_cap: "", days: "7" });
  const body = () => ({
    account: typed.account.trim(),
    max_position_notional: Number(typed.max_position_notional),
    max_gross_notional: Number(typed.max_gross_notional),
    daily_loss_cap: Number(typed.daily_loss_cap),
    days: Number(typed.days),
  });
  const complete = Object.values(typed).every((text) => text.trim() !== "");
  return (
    <Act id="approve" title="Approve live trading" verb="Approve" tone="danger" path="/live/approvals" body={body} complete={complete} onClose={onClose}>
      <p>You allow this account to trade real money within these limits. Type them as you understand them; what differs from the configuration is refused.</p>
      {LIMITS.map(({ key, name }) => (
        <Field key={key} id={`approve-${key}`} label={name} value={typed[key]} numeric={key !== "account"} onChange={(value) => setTyped({ ...typed, [key]: value })} />
      ))}
      <Field id="approve-days" label="Days until it ends, 1 to 30" value={typed.days} numeric onChange={(days) => setTyped({ ...typed, days })} />
    </Act>
  );
}

function Field({ id, label, value, numeric, onChange }: { id: string; label: string; value: string; numeric: boolean; onChange: (value: string) => void }) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input id={id} value={value} inputMode={numeric ? "decimal" : "text"} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.target.value)} />
    </>
  );
}

function Revoke({ onClose }: { onClose: () => void }) {
  const [reason, setReason] = useState("");
  return (
    <Act id="revoke" title="Revoke approvals" verb="Revoke" tone="warn" path="/live/revoke" body={() => ({ reason: reason.trim() })} onClose={onClose}>
      <p>Ends every approval at once. With a live account only exits follow; stops at the venue stay.</p>
      <label htmlFor="revoke-reason">Reason, for the journal</label>
      <input id="revoke-reason" maxLength={500} value={reason} autoComplete="off" onChange={(event) => setReason(event.target.value)} />
    </Act>
  );
}

function Waiting({ live }: { live: LiveAnswer }) {
  return (
    <Panel title="Approvals that wait for a second person" flush>
      {live.waiting.length === 0 ? (
        <Empty>None waits.</Empty>
      ) : (
        <Table
          name="Waiting approvals"
          rows={live.waiting}
          keyOf={(approval) => approval.operator + approval.at}
          columns={[
            { head: "By", cell: (approval) => approval.operator },
            { head: "Given", cell: (approval) => <Time at={approval.at} full /> },
            { head: "Second one until", cell: (approval) => <Time at={approval.second_until} full /> },
            { head: "Ends", cell: (approval) => <Time at={approval.expires_at} full /> },
            { head: "Account", cell: (approval) => approval.terms.account },
            { head: "Largest position", right: true, cell: (approval) => approval.terms.max_position_notional },
            { head: "All positions", right: true, cell: (approval) => approval.terms.max_gross_notional },
            { head: "Loss of a day", right: true, cell: (approval) => approval.terms.daily_loss_cap },
          ]}
        />
      )}
    </Panel>
  );
}
