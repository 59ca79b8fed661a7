import { Component, type ReactNode } from 'react';

interface BreakageProps {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

interface BreakageState {
  readonly status: 'sound' | 'broken';
}

/** Keeps a fault in one change from emptying the page: the reader is told, and can load it anew. */
export class Breakage extends Component<BreakageProps, BreakageState> {
  override state: BreakageState = { status: 'sound' };

  static getDerivedStateFromError(): BreakageState {
    return { status: 'broken' };
  }

  override render(): ReactNode {
    return this.state.status === 'broken' ? this.props.fallback : this.props.children;
  }
}
