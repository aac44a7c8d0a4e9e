import { render } from 'svelte/server';
import App from './App.svelte';

export const html = (): string => render(App).body;
