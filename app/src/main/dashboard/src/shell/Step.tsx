import type { ReactNode } from "react";

/** One line of what a command went through. */
export function Step({ done = false, failed = false, children }: { done?: boolean; failed?: boolean; children: ReactNode }) {
  return (
    <li className={failed ? "failed" : done ? "done" : "running"}>
      <span className="mark" aria-hidden="true">
        {failed ? "✕" : done ? "✓" : "…"}
      </span>
      <span className="visually-hidden">{failed ? "Failed: " : done ? "Done: " : "Waiting: "}</span>
      {children}
    </li>
  );
}
