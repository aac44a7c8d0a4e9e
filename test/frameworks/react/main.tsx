import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';

const root = createRoot(document.body.appendChild(document.createElement('main')));
// Around everything: further down it mounts nothing twice the first time.
root.render(
  <StrictMode>
    <App />
  </StrictMode>,
);
scene.unmount = () => root.unmount();
