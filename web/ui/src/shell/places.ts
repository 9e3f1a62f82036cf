// The navigation, in its order. A place is shown to whoever has the right.
import {
  Bell,
  Calendar,
  Connection,
  Document,
  Files,
  OfficeBuilding,
  Search,
  Setting,
  User,
} from '@element-plus/icons-vue';
import type { Component } from 'vue';
import type { Right } from '@/state/session';

export interface Place {
  route: string;
  words: string;
  short?: string; // where a phone has no room for the words
  icon: Component;
  right?: Right;
  group: 'work' | 'manage';
}

export const PLACES: readonly Place[] = [
  { route: 'today', words: 'nav.today', icon: Bell, right: 'leads:read', group: 'work' },
  { route: 'leads', words: 'nav.leads', icon: Files, right: 'leads:read', group: 'work' },
  { route: 'search', words: 'nav.search', icon: Search, right: 'leads:read', group: 'work' },
  {
    route: 'organisations',
    words: 'organisations.title',
    short: 'nav.organisationsShort',
    icon: OfficeBuilding,
    right: 'leads:read',
    group: 'work',
  },
  { route: 'calendar', words: 'nav.calendar', icon: Calendar, right: 'leads:read', group: 'work' },
  { route: 'sources', words: 'nav.sources', icon: Connection, right: 'sources:read', group: 'manage' },
  { route: 'users', words: 'nav.users', icon: User, right: 'users:manage', group: 'manage' },
  { route: 'audit', words: 'nav.audit', icon: Document, right: 'audit:read', group: 'manage' },
  { route: 'settings', words: 'nav.settings', icon: Setting, group: 'manage' },
];
