import { createApp } from 'vue';
import App from './App.vue';

const app = createApp(App);
app.mount(document.body.appendChild(document.createElement('main')));
scene.unmount = () => app.unmount();
