// The elements come before React has taken over: what they cannot have yet they wait for.
import '../../src/elements/billing-provider.js';
import '../../src/elements/usage-meter.js';
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedPage } from './hydrated-page.js';
import type {} from './scene.js';

const main = document.querySelector('main');
await new Promise(requestAnimationFrame);
if (main) hydrateRoot(main, createElement(HydratedPage, { settings: scene.settings }));
