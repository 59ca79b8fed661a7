import './embed.css';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import type { EmbedView } from '#shared/embed.ts';
import { withRichParts } from '../ui/rich/rich.tsx';
import { createEmbed } from './embed.ts';
import { EmbedApp } from './embed-view.tsx';
import { tellHeight } from './tell-height.ts';

const root = document.getElementById('root');
const data = document.getElementById('view')?.textContent;
if (!root || !data) throw new Error('The page came without its data.');
const view: EmbedView = JSON.parse(data);
const embed = createEmbed(view);
// Before the page around is told that the frame has loaded, and asks.
tellHeight(root, () => embed.article.store.getState().article.article.headline);
withRichParts(view.state, () => startTransition(() => void hydrateRoot(root, <EmbedApp embed={embed} />)));
