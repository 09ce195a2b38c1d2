import { useEffect, useId, useRef, type ReactNode } from "react";

/** A modal dialog of the browser: focus stays inside, Escape closes it, and focus goes back where it was. */
export function Dialog({
  title,
  onClose,
  children,
  tone = "",
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  tone?: string;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={tone}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </div>
      {children}
    </dialog>
  );
}
