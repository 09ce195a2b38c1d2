import { useState } from "react";
import { words } from "../format";
import { useStatus } from "../hooks";
import { Dialog } from "../ui/Dialog";
import { Badge, sentence } from "../ui/parts";
import { STATE } from "../ui/tones";

/** Whether new exposure is possible now, and if not, why. */
export function SafeLight() {
  const { data, isError } = useStatus();
  const [open, setOpen] = useState(false);
  const tone = isError || !data ? "unknown" : data.safe_to_trade ? "safe" : data.ready ? "careful" : "unsafe";
  const headline = isError ? "Not known" : !data ? "Connecting" : data.safe_to_trade ? "Safe to trade" : "No new exposure";
  const reasons = data ? data.not_safe_because : [];
  return (
    <>
      <button type="button" className={`safe-light ${tone}`} data-field="safe" onClick={() => setOpen(true)}>
        <span className="lamp" aria-hidden="true" />
        <span>
          <strong>{headline}</strong>
          <span className="why">
            {data && !isError ? (words(reasons[0] ?? "") || `Trading state ${data.state.toLowerCase()}`) : isError ? "The service does not answer" : "Asking the service"}
            {!isError && reasons.length > 1 ? ` and ${reasons.length - 1} more` : ""}
          </span>
        </span>
      </button>
      {open ? (
        <Dialog title={headline} onClose={() => setOpen(false)}>
          {data && !isError ? (
            <>
              <p>
                Trading state <Badge tone={STATE[data.state] ?? "quiet"}>{data.state}</Badge>
              </p>
              {reasons.length === 0 ? (
                <p>Nothing stands against new positions: prices are fresh, the venue and the database answer, no order is unresolved.</p>
              ) : (
                <ul className="reasons">
                  {reasons.map((reason) => (
                    <li key={reason}>{sentence(words(reason))}</li>
                  ))}
                </ul>
              )}
              <p className="hint">Exits stay possible whenever the venue can be reached.</p>
            </>
          ) : !isError ? (
            <p>The service has been asked and has not answered yet.</p>
          ) : (
            <p>The service does not answer, so nothing is known. Orders that are open at the venue stay there, stops included.</p>
          )}
        </Dialog>
      ) : null}
    </>
  );
}
