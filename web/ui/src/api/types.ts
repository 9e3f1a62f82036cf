// The words of the API under short names. All come from the OpenAPI document; none is written down twice.
import type { components } from './schema';

type Schemas = components['schemas'];
export type LeadItem = Schemas['LeadItem'];
export type Lead = Schemas['Lead'];
export type LeadPage = Schemas['LeadPage'];
export type LeadKind = Schemas['LeadKind'];
export type LeadState = Schemas['LeadState'];
export type LeadStatus = Schemas['LeadStatus'];
export type LeadNotice = Schemas['LeadNotice'];
export type Named = Schemas['Named'];
export type Facet = Schemas['Facet'];
export type Act = Schemas['Act'];
export type Acted = Schemas['Acted'];
export type Done = Schemas['Done'];
export type View = Schemas['View'];
export type Notice = Schemas['Notice'];
export type NoticeField = Schemas['NoticeField'];
export type Organisation = Schemas['Organisation'];
export type OrganisationItem = Schemas['OrganisationItem'];
export type OrganisationField = Schemas['OrganisationField'];
export type OrganisationValue = Schemas['OrganisationValue'];
export type OrganisationAction = Schemas['OrganisationAction'];
export type AmbiguousName = Schemas['AmbiguousName'];
export type MergePreview = Schemas['MergePreview'];
export type Installed = Schemas['Installed'];
export type Contact = Schemas['Contact'];
export type Reason = Schemas['Reason'];
export type Today = Schemas['Today'];
export type CalendarDays = Schemas['CalendarDay'];
export type Feed = Schemas['Feed'];
export type Session = Schemas['Session'];
export type OwnSession = Schemas['OwnSession'];
export type User = Schemas['User'];
export type Role = User['role'];
export type Token = Schemas['Token'];
export type Setting = Schemas['Setting'];
export type SearchFound = Schemas['SearchFound'];
export type SearchCounts = Schemas['SearchCounts'];
export type SearchFacet = Schemas['SearchFacet'];
export type AuditEntry = Schemas['AuditEntry'];
export type Source = Schemas['Source'];
export type SourceDetail = Schemas['SourceDetail'];
export type SourceError = Schemas['SourceError'];
export type SourceRun = Schemas['SourceRun'];
export type SourcePoint = Schemas['SourcePoint'];

// In the order in which they are offered. i18n/zh-CN.ts has a word for each: a kind that the API adds stops the type check there.
export const LEAD_KINDS = [
  'open_tender',
  'early_signal',
  'partner',
  'renewal',
  'capability_gap',
  'competitor_win',
] as const satisfies readonly LeadKind[];
export const LEAD_STATES = ['new', 'updated', 'reopened', 'expired'] as const satisfies readonly LeadState[];
export const LEAD_STATUSES = [
  'contacted',
  'visited',
  'proposed',
  'quoted',
  'bidding',
  'won',
  'lost',
] as const satisfies readonly LeadStatus[];
export const ACTIONS = [
  'claim',
  'assign',
  'accept',
  'reject',
  'snooze',
  'note',
  'status',
] as const satisfies readonly Act['action'][];

// Server-side options like lang=zh.
export const shortLanguage = (language: string): 'zh' | 'en' => (language === 'en' ? 'en' : 'zh');
