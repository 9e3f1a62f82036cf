import { createApp } from 'vue';
import './element';
import './styles/tokens.css';
import './styles/element.css';
import './styles/base.css';
import App from './App.vue';
import { i18n } from './i18n';
import { router } from './router';
import { watchAppearance } from './state/appearance';
import { watchConnection } from './state/connection';
import { watchKeyboard } from './state/keyboard';
import { followLeads } from './state/leads';

watchAppearance();
watchConnection();
watchKeyboard();
followLeads();
createApp(App).use(i18n).use(router).mount('#app');
