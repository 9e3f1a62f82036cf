/// <reference types="vitest/config" />
import { fileURLToPath, URL } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // vue-i18n: the composition interface alone. Its messages are interpreted, never compiled by eval: the CSP forbids it.
  define: {
    __VUE_OPTIONS_API__: true, // Element Plus uses it in places
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_JIT_COMPILATION__: true,
  },
  build: {
    target: 'es2020',
    cssTarget: 'chrome90',
    // The CSP has no data: for scripts or fonts; nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false }, // the polyfill would be an inline script
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      output: {
        // What changes rarely is cached apart from what changes with every version.
        manualChunks: (id) => (/node_modules\/(@vue|vue|vue-router|vue-i18n|@intlify)\//.test(id) ? 'vue' : undefined),
      },
    },
  },
  server: {
    host: '127.0.0.1', // 'localhost' has no meaning where /etc/hosts is missing
    // `npm run dev` beside a running `tenderlead serve`.
    proxy: { '/api': process.env.TENDERLEAD_API ?? 'http://127.0.0.1:8080' },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
