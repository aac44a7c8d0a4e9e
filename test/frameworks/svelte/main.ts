import { mount, unmount } from 'svelte';
import App from './App.svelte';

const app = mount(App, { target: document.body });
scene.unmount = () => void unmount(app);
