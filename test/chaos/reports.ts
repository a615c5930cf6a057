/**
 * When all is quiet: what reports and the list say of each site is what was acknowledged, no more and no less. `verify.ts` has
 * compared each session with its ledger and its record; here they are counted.
 */
import { type Client, type Schemas, unwrap } from '../../src/client/client.ts';
import { adminOf } from '../rig/serve.ts';
import type { Book } from './book.ts';
import type { ChaosService } from './service.ts';

type Listed = Schemas['ListedSession'];
type Counted = { sessions: number; visitors: number; new_visitors: number; page_views: number };

/** Clients without a user agent are bots. */
const BOTS = { is_bot: 'true,false' };
/** All there are. */
const ALL = { from: 0, ...BOTS };
/** As many as a page has at most. */
const PAGE = 200;
const FIELDS = ['visitor_id', 'exit_type', 'channel'] as const;

/** Answers with how many sessions the reports count. */
export async function verifyReports(
  service: ChaosService,
  book: Book,
  sites: { site_id: string }[],
): Promise<number> {
  let counted = 0;
  const client = adminOf(service.url);
  for (const { site_id } of sites) {
    const listed = await listAll(client, book, site_id);
    verifyList(book, site_id, listed);
    await verifyExport(client, book, site_id, listed);
    const live = unwrap(await client.listLiveSessions({ site_id, ...BOTS }));
    if (live.count !== 0) book.accuse(null, `${live.count} sessions of ${site_id} are live`);
    counted += listed.length;
    const summary = unwrap(await client.getSummary({ site_id, ...ALL, compare: 'none' }));
    compare(book, `the summary of ${site_id}`, summary, {
      sessions: listed.length,
      page_views: sumOf(listed.map(({ page_views }) => page_views)),
      visitors: new Set(listed.map(({ visitor_id }) => visitor_id)).size,
      new_visitors: new Set(listed.map(({ visitor_id }) => visitor_id)).size,
    });
    for (const by of FIELDS) {
      const asked = await client.getBreakdown({ site_id, ...ALL, by, limit: 3 });
      const { rows, other } = unwrap(asked);
      const parts = other === null ? rows : [...rows, other];
      compare(book, `the breakdown of ${site_id} by ${by}`, summary, {
        sessions: sumOf(parts.map(({ sessions }) => sessions)),
        page_views: sumOf(parts.map(({ page_views }) => page_views)),
        new_visitors: sumOf(parts.map(({ new_visitors }) => new_visitors)),
      });
    }
  }
  return counted;
}

/** The same sessions in the same order, whole. */
async function verifyExport(
  client: Client,
  book: Book,
  site_id: string,
  listed: Listed[],
): Promise<void> {
  const file = unwrap(await client.exportSessions({ site_id, ...ALL, format: 'ndjson' }));
  const lines = (await new Response(file).text()).split('\n').filter((line) => line !== '');
  const exported = lines.map((line): Listed => JSON.parse(line));
  const keysOf = (sessions: Listed[]) =>
    sessions.map((one) => `${one.session_id} ${one.visitor_id} ${one.page_views}`).join();
  if (keysOf(exported) !== keysOf(listed))
    book.accuse(
      null,
      `the export of ${site_id} has ${exported.length} of ${listed.length} sessions`,
    );
}

async function listAll(client: Client, book: Book, site_id: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (let after: string | undefined; ; ) {
    const asked = { site_id, ...ALL, total: true, limit: PAGE, after };
    const { sessions, next, total } = unwrap(await client.listSessions(asked));
    listed.push(...sessions);
    if (next !== null) {
      after = next;
      continue;
    }
    const distinct = new Set(listed.map(({ session_id }) => session_id)).size;
    if (distinct !== total || listed.length !== total)
      book.accuse(null, `the list has ${listed.length} sessions, ${distinct} of ${total}`);
    return listed;
  }
}

/** Each that was acknowledged, as it was acknowledged, and none that was erased. Others may come of what nobody answered. */
function verifyList(book: Book, siteId: string, listed: Listed[]): void {
  const byId = new Map(listed.map((session) => [session.session_id, session]));
  for (const ledger of book.sessions.values()) {
    if (ledger.site_id !== siteId || ledger.erasure === 'asked') continue;
    const session = byId.get(ledger.session_id);
    if (ledger.erasure === 'done') {
      if (session !== undefined) book.accuse(ledger, 'erased, and in the list');
      continue;
    }
    const { shown } = ledger;
    if (!ledger.isKnown || shown === null) continue;
    if (session === undefined) book.accuse(ledger, 'acknowledged, and not in the list');
    else if (session.page_views !== shown.page_views || session.visitor_id !== shown.visitor_id)
      book.accuse(ledger, `the list says ${JSON.stringify(session)}`);
  }
}

const NAMES = ['sessions', 'page_views', 'visitors', 'new_visitors'] as const;

function compare(book: Book, what: string, counted: Counted, wanted: Partial<Counted>): void {
  for (const name of NAMES) {
    const [found, value] = [counted[name], wanted[name]];
    if (value !== undefined && found !== value)
      book.accuse(null, `${what}: ${name} is ${found} and not ${value}`);
  }
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
