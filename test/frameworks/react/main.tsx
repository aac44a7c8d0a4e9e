import { createRoot } from 'react-dom/client';
import { App } from './App.js';

const root = createRoot(document.body.appendChild(document.createElement('main')));
root.render(<App />);
scene.unmount = () => root.unmount();
