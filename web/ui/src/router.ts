// One route a page, each in its own chunk. Later pages (organisations, search, sources, charts, rules, segments, campaigns) are one line
// here and one in shell/places.ts, which the navigation is made from.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { words } from '@/i18n';
import { recall, remember } from '@/lib/storage';
import { newVersion } from '@/state/connection';
import { may, readSession, type Right, session, watchSession } from '@/state/session';

declare module 'vue-router' {
  interface RouteMeta {
    title?: string; // key of the words
    right?: Right;
    open?: boolean; // for everybody, signed in or not
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('@/pages/SignIn.vue'),
    meta: { title: 'signIn.title', open: true },
  },
  {
    path: '/setup',
    name: 'setup',
    component: () => import('@/pages/SetUp.vue'),
    meta: { title: 'setUp.title', open: true },
  },
  {
    path: '/today',
    name: 'today',
    component: () => import('@/pages/TodayPage.vue'),
    meta: { title: 'nav.today', right: 'leads:read' },
  },
  {
    path: '/leads',
    name: 'leads',
    component: () => import('@/pages/LeadsPage.vue'),
    meta: { title: 'nav.leads', right: 'leads:read' },
  },
  {
    path: '/leads/:id',
    name: 'lead',
    component: () => import('@/pages/LeadPage.vue'),
    props: true,
    meta: { title: 'nav.leads', right: 'leads:read' },
  },
  {
    path: '/search',
    name: 'search',
    component: () => import('@/pages/SearchPage.vue'),
    meta: { title: 'nav.search', right: 'leads:read' },
  },
  {
    path: '/organisations',
    name: 'organisations',
    component: () => import('@/pages/OrganisationsPage.vue'),
    meta: { title: 'organisations.title', right: 'leads:read' },
  },
  {
    path: '/organisations/:id',
    name: 'organisation',
    component: () => import('@/pages/OrganisationPage.vue'),
    props: true,
    meta: { title: 'organisations.title', right: 'leads:read' },
  },
  {
    path: '/calendar',
    name: 'calendar',
    component: () => import('@/pages/CalendarPage.vue'),
    meta: { title: 'nav.calendar', right: 'leads:read' },
  },
  {
    path: '/sources',
    name: 'sources',
    component: () => import('@/pages/SourcesPage.vue'),
    meta: { title: 'nav.sources', right: 'sources:read' },
  },
  {
    path: '/sources/:id',
    name: 'source',
    component: () => import('@/pages/SourcePage.vue'),
    props: true,
    meta: { title: 'nav.sources', right: 'sources:read' },
  },
  {
    path: '/users',
    name: 'users',
    component: () => import('@/pages/UsersPage.vue'),
    meta: { title: 'nav.users', right: 'users:manage' },
  },
  {
    path: '/audit',
    name: 'audit',
    component: () => import('@/pages/AuditPage.vue'),
    meta: { title: 'nav.audit', right: 'audit:read' },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('@/pages/SettingsPage.vue'),
    meta: { title: 'nav.settings' },
  },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('@/pages/NotFound.vue') },
];

export const router = createRouter({ history: createWebHistory(), routes });

router.beforeEach(async (to) => {
  if (session.value === null) {
    try {
      await readSession();
    } catch {
      // no answer: the pages say so; what they need asks again
    }
  }
  if (to.meta.open) return true;
  if (session.value && !session.value.signed_in) return { name: 'sign-in', query: { then: to.fullPath } };
  if (to.meta.right && session.value && !may(to.meta.right)) return { name: 'not-found', params: { rest: ['x'] } };
  return true;
});

router.afterEach((to) => {
  document.title = to.meta.title ? `${words(to.meta.title)} · Tenderlead` : 'Tenderlead';
});

// A page's chunk that is no longer there: the server has newer pages. Where loading them anew didn't help, a person is told.
const RELOADED = 'reloaded';
const RELOADED_MS = 15_000;
router.onError((error, to) => {
  if (!/dynamically imported module|Importing a module|Unable to preload/.test(String(error))) return;
  if (Date.now() - recall<number>(RELOADED, 0, (value) => typeof value === 'number') < RELOADED_MS) {
    newVersion.value = true;
    return;
  }
  remember(RELOADED, Date.now());
  location.assign(to.fullPath);
});

watchSession(() => {
  const here = router.currentRoute.value;
  if (!here.meta.open) void router.replace({ name: 'sign-in', query: { then: here.fullPath } });
});
