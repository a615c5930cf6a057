/** The schemas of answers in the document have the types of what is answered. Never run; `tsc` checks it. */
import { expectTypeOf } from 'vitest';
import type * as z from 'zod';
import type * as dashboard from '../../src/api-docs/answers/dashboard';
import type * as people from '../../src/api-docs/answers/people';
import type * as reports from '../../src/api-docs/answers/reports';
import type * as session from '../../src/api-docs/answers/session';
import type * as sites from '../../src/api-docs/answers/sites';
import type { ROUTES } from '../../src/api-docs/listing';
import type { Identity } from '../../src/dashboard/identity';
import type { Failure } from '../../src/http/errors';
import type { ShownLead } from '../../src/leads/lead';
import type { listLeads } from '../../src/leads/list';
import type { listTasks, Task } from '../../src/leads/tasks';
import type { Breakdown } from '../../src/reports/breakdown';
import type { Live } from '../../src/reports/live';
import type { Overview } from '../../src/reports/overview';
import type { SessionList } from '../../src/reports/sessions';
import type { Summary } from '../../src/reports/summary';
import type { Timeseries } from '../../src/reports/timeseries';
import type { eraseSession } from '../../src/session/commands';
import type { Statement } from '../../src/session/life/explain';
import type { Page } from '../../src/session/life/pages';
import type { SessionView } from '../../src/session/life/view';
import type { ListedSession, ListedSessions } from '../../src/session/record/list';
import type { insertKey, KeyInfo, listKeys } from '../../src/sites/keys';
import type { Site } from '../../src/sites/schema';
import type { insertShare, listShares } from '../../src/sites/shares';
import type { listSites } from '../../src/sites/store';
import type { DeriveStep } from '../../src/upkeep/derive';
import type { Lag } from '../../src/upkeep/lag';
import type { eraseVisitor } from '../../src/visitors/erase';
import type { Visitor } from '../../src/visitors/read';
import type { Identified, Opened, Read, Shown } from '../api';

/** Intersections written as one object, at every depth; ids keep their brands. */
type Flat<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends (infer Item)[]
    ? Flat<Item>[]
    : { [Key in keyof T]: Flat<T[Key]> };
type Told<T extends z.ZodType> = Flat<z.output<T>>;
type Answered<T extends (...args: never[]) => unknown> = Flat<
  Exclude<Awaited<ReturnType<T>>, Failure | { error: string } | null>
>;

expectTypeOf<Told<typeof session.SessionSchema>>().toEqualTypeOf<Flat<Shown>>();
expectTypeOf<Told<typeof session.OpenedSchema>>().toEqualTypeOf<Flat<Opened>>();
expectTypeOf<Told<typeof session.ReadSchema>>().toEqualTypeOf<Flat<Read & { pages?: Page[] }>>();
expectTypeOf<Told<typeof session.IdentifiedSchema>>().toEqualTypeOf<Flat<Identified>>();
expectTypeOf<Told<typeof session.ExplainedSchema>>().toEqualTypeOf<
  Flat<{ statements: Statement[]; session: SessionView & { pages: Page[] } }>
>();
expectTypeOf<Told<typeof session.ErasedSchema>>().toEqualTypeOf<Answered<typeof eraseSession>>();

expectTypeOf<Told<typeof people.ListedSessionSchema>>().toEqualTypeOf<Flat<ListedSession>>();
expectTypeOf<Told<typeof people.ListedSessionsSchema>>().toEqualTypeOf<Flat<ListedSessions>>();
expectTypeOf<Told<typeof people.SessionListSchema>>().toEqualTypeOf<Flat<SessionList>>();
expectTypeOf<Told<typeof people.LeadSchema>>().toEqualTypeOf<Flat<ShownLead>>();
expectTypeOf<Told<typeof people.LeadListSchema>>().toEqualTypeOf<Answered<typeof listLeads>>();
expectTypeOf<Told<typeof people.TaskSchema>>().toEqualTypeOf<Flat<Task>>();
expectTypeOf<Told<typeof people.TaskListSchema>>().toEqualTypeOf<Answered<typeof listTasks>>();
expectTypeOf<Told<typeof people.VisitorSchema>>().toEqualTypeOf<Flat<Visitor>>();
expectTypeOf<Told<typeof people.ErasedVisitorSchema>>().toEqualTypeOf<
  Answered<typeof eraseVisitor>
>();

expectTypeOf<Told<typeof reports.SummarySchema>>().toEqualTypeOf<Flat<Summary>>();
expectTypeOf<Told<typeof reports.TimeseriesSchema>>().toEqualTypeOf<Flat<Timeseries>>();
expectTypeOf<Told<typeof reports.BreakdownSchema>>().toEqualTypeOf<Flat<Breakdown>>();
expectTypeOf<Told<typeof reports.LiveSchema>>().toEqualTypeOf<Flat<Live>>();
expectTypeOf<Told<typeof reports.OverviewSchema>>().toEqualTypeOf<Flat<Overview>>();

expectTypeOf<Told<typeof sites.SiteSchema>>().toEqualTypeOf<Flat<Site>>();
expectTypeOf<Told<typeof sites.SiteListSchema>>().toEqualTypeOf<Answered<typeof listSites>>();
expectTypeOf<Told<typeof sites.KeySchema>>().toEqualTypeOf<Flat<KeyInfo>>();
expectTypeOf<Told<typeof sites.CreatedKeySchema>>().toEqualTypeOf<Answered<typeof insertKey>>();
expectTypeOf<Told<typeof sites.KeyListSchema>['keys']>().toEqualTypeOf<Answered<typeof listKeys>>();
expectTypeOf<Omit<Told<typeof sites.CreatedShareSchema>, 'url'>>().toEqualTypeOf<
  Answered<typeof insertShare>
>();
expectTypeOf<Told<typeof sites.ShareListSchema>['shares']>().toEqualTypeOf<
  Answered<typeof listShares>
>();
expectTypeOf<Told<typeof sites.HealthSchema>['upkeep']>().toEqualTypeOf<
  Flat<Lag & { database: string }>[] | undefined
>();
expectTypeOf<Told<typeof sites.RoutesSchema>['routes']>().toEqualTypeOf<Flat<typeof ROUTES>>();
expectTypeOf<Told<typeof sites.DerivedSchema>>().toEqualTypeOf<Flat<DeriveStep>>();

expectTypeOf<Told<typeof dashboard.IdentitySchema>>().toEqualTypeOf<Flat<Identity>>();
