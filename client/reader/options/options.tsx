import { type ComponentType, type ReactNode, useState } from 'react';
import { useOnDemand } from '../on-demand.ts';
import { useLive, useReader } from '../reader.ts';

const loadPanel = async () => (await import('./options-panel.tsx')).OptionsPanel;
const loadSearch = async () => (await import('../search/search-panel.tsx')).SearchPanel;

/** How the timeline is shown, folded away: few readers ever change it. */
export function Options(): ReactNode {
  const { texts, scriptless } = useReader();
  return (
    <Fold label={texts.say('options')} load={loadPanel}>
      <noscript>{scriptless}</noscript>
    </Fold>
  );
}

/** The search in the updates. */
export function Search(): ReactNode {
  return <Fold label={useReader().texts.say('searchButton')} load={loadSearch} />;
}

interface FoldProps {
  readonly label: string;
  readonly load: () => Promise<ComponentType>;
  readonly children?: ReactNode;
}

function Fold({ label, load, children }: FoldProps): ReactNode {
  const { texts } = useReader();
  const language = useLive(live => live.article.article.language);
  const [isOpen, setOpen] = useState(false);
  const Panel = useOnDemand(isOpen, load);
  return (
    <details
      className={children ? 'options' : 'options search'}
      onToggle={event => setOpen(event.currentTarget.open)}
      {...texts.markFor(language)}
    >
      <summary>{label}</summary>
      {Panel && <Panel />}
      {children}
    </details>
  );
}
