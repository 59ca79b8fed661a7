import { Component, type ReactNode } from 'react';

interface BreakageProps {
  readonly children: ReactNode;
}

type BreakageState = { readonly status: 'whole' | 'broken' };

/** Where a part of the screen cannot be drawn, or its code not be loaded, the rest stays; what was typed is kept in the browser. */
export class Breakage extends Component<BreakageProps, BreakageState> {
  override state: BreakageState = { status: 'whole' };

  static getDerivedStateFromError(): BreakageState {
    return { status: 'broken' };
  }

  override render(): ReactNode {
    if (this.state.status === 'whole') return this.props.children;
    return (
      <div className="notice" role="alert">
        <p>This part of the page could not be loaded. What you typed is kept in this browser.</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    );
  }
}
