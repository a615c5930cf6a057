/** What the types of the client know of each operation. Never run; `tsc` checks it. */
import { expectTypeOf } from 'vitest';
import { createClient, type Failure, type Input, type Schemas } from '../../src/client/client.ts';

const client = createClient({ url: '', key: undefined });
const ids = { session_id: '', site_id: '' };

// Either data or an error, also where they are taken apart.
const { data, error } = await client.updateSession({ ...ids, page_views: 2 });
if (error === undefined) expectTypeOf(data).toEqualTypeOf<Schemas['Session']>();
else expectTypeOf(data).toEqualTypeOf<undefined>();
if (error?.code === 'session_ended') {
  expectTypeOf(error.details.resumable_until).toEqualTypeOf<number>();
  expectTypeOf(error.details.exit_type).toEqualTypeOf<'exit' | 'bounce' | 'timeout'>();
  expectTypeOf(error.status).toEqualTypeOf<number>();
}
if (error?.code === 'validation_failed')
  expectTypeOf(error.details.issues[0]?.path).toEqualTypeOf<string | undefined>();
if (error?.code === 'network') expectTypeOf(error.cause).toEqualTypeOf<unknown>();

// The codes are those of the operation.
expectTypeOf<Failure<'getSession'>['code']>().toEqualTypeOf<
  | 'validation_failed'
  | 'unauthorized'
  | 'origin_not_allowed'
  | 'wrong_site'
  | 'session_not_found'
  | 'site_not_found'
  | 'rate_limited'
  | 'internal'
  | 'unavailable'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'unreadable'
>();
// @ts-expect-error An update meets no other lead.
error?.code === 'lead_conflict';

// What is required and what may be left out.
client.createSession({
  site_id: '',
  id: null,
  device: { os: 'macOS' },
  utm_params: { source: 'a' },
});
// @ts-expect-error A session has a site.
client.createSession({});
// @ts-expect-error Numbers are numbers.
client.updateSession({ ...ids, page_views: '2' });
client.listSites();
client.listSites({ limit: 2 });
client.updateTask({ task_id: '', status: 'completed' });
// @ts-expect-error No such status.
client.updateTask({ task_id: '', status: 'done' });

// A period is of numbers or dates; a filter offers its values, and takes lists, negations and parts of them.
client.getSummary({ from: Date.UTC(2026, 10, 1), to: '2026-12-01', compare: 'previous' });
client.listSessions({ channel: 'Organic Search', status: '!ended', is_bot: true, total: true });
client.listSessions({ channel: '!Direct,~search,null', country: 'DE,FR', engaged: 'true,false' });
/** What editors offer of a text that may be another, too. */
type Offered<Text> = Text extends string ? (string extends Text ? never : Text) : never;
type Filters = NonNullable<Input<'listSessions'>>;
expectTypeOf<Filters['from']>().toEqualTypeOf<number | string | undefined>();
expectTypeOf<Offered<Filters['status']>>().toEqualTypeOf<
  'active' | 'ended' | '!active' | '!ended'
>();
expectTypeOf<Filters['min_page_views']>().toEqualTypeOf<number | undefined>();
// @ts-expect-error A filter is no number.
client.listSessions({ status: 1 });
// @ts-expect-error No such field.
client.getBreakdown({ by: 'colour' });
// @ts-expect-error No such period.
client.getSummary({ period: '5d' });
// @ts-expect-error No such interval.
client.getTimeseries({ interval: 'minute' });
// @ts-expect-error No such comparison.
client.getOverview({ compare: 'last' });

// Lists, streams, and JSON without an envelope.
for await (const session of client.eachSession({ period: '7d' }))
  expectTypeOf(session).toEqualTypeOf<Schemas['ListedSession']>();
const file = await client.exportSessions({ format: 'csv' });
if (file.data) expectTypeOf(file.data).toEqualTypeOf<ReadableStream<Uint8Array>>();
const document = await client.getDocument({});
if (document.data) expectTypeOf(document.data.openapi).toEqualTypeOf<unknown>();
