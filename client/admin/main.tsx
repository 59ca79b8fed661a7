import './admin.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadSession } from './session/session.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the application.');
void loadSession();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
