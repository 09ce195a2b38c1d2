import { Component, type ReactNode } from "react";

/** A page that cannot be drawn, or whose part is not there any more after an upgrade, leaves the rest standing. */
export class Boundary extends Component<{ children: ReactNode }, { failure: string | null }> {
  override state = { failure: null as string | null };

  static getDerivedStateFromError(failure: unknown) {
    return { failure: failure instanceof Error ? failure.message : String(failure) };
  }

  override render() {
    return this.state.failure === null ? (
      this.props.children
    ) : (
      <div className="page">
        <h1 tabIndex={-1}>This page could not be shown</h1>
        <p className="failure" role="alert">
          {this.state.failure}
        </p>
        <p>
          <button type="button" className="primary" onClick={() => window.location.reload()}>
            Load it again
          </button>
        </p>
      </div>
    );
  }
}
