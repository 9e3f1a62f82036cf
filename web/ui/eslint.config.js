import pluginVue from 'eslint-plugin-vue';
import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript';
import prettier from 'eslint-config-prettier/flat';

export default defineConfigWithVueTs(
  { ignores: ['dist/**', 'src/api/schema.d.ts'] },
  pluginVue.configs['flat/recommended'],
  vueTsConfigs.recommended,
  prettier,
  {
    rules: {
      // Crawled text is text. Nothing on a page may ever become markup.
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'].map((property) => ({
          property,
          message: 'Crawled text is text: use a template.',
        })),
        { object: 'document', property: 'write', message: 'Crawled text is text: use a template.' },
      ],
      'no-restricted-globals': ['error', 'eval', 'Function'],
      // The CSP refuses style attributes in markup; :style sets properties one by one and is allowed.
      'vue/no-static-inline-styles': 'error',
      'vue/no-restricted-static-attribute': [
        'error',
        { key: 'srcdoc', message: 'A stored page comes by its address.' },
      ],
      'vue/no-restricted-v-bind': ['error', { argument: 'srcdoc', message: 'A stored page comes by its address.' }],
      'vue/multi-word-component-names': 'off', // pages have one word: Lead, Users
      'vue/component-name-in-template-casing': ['error', 'PascalCase'],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/require-default-prop': 'off', // types say what may be absent
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['scripts/**', 'browser/**'], rules: { 'no-console': 'off' } },
);
