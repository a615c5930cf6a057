/**
 * When all is quiet: what reports and the list say of each site is what was acknowledged, no more and no less. `verify.ts` has
 * compared each session with its ledger and its record; here they are counted.
 */
import { ADMIN_KEY } from '../rig/serve.ts';
import type { Book } from './book.ts';
import type { ChaosService } from './service.ts';

type Listed = { session_id: string; visitor_id: string; page_views: number };
type List = { sessions: Listed[]; next: string | null; total: number };
type Counted = { sessions: number; visitors: number; new_visitors: number; page_views: number };
type Breakdown = { rows: Counted[]; other: Counted | null };

/** All there are: clients without a user agent are bots. */
const ALL = 'from=0&is_bot=true,false';
/** As many as a page has at most. */
const PAGE = 200;
const FIELDS = ['visitor_id', 'exit_type', 'channel'];

/** Answers with how many sessions the reports count. */
export async function verifyReports(
  service: ChaosService,
  book: Book,
  sites: { site_id: string }[],
): Promise<number> {
  let counted = 0;
  for (const { site_id } of sites) {
    const ask = <T>(path: string) => askSite<T>(service, site_id, path);
    const listed = await listAll(ask, book);
    verifyList(book, site_id, listed);
    await verifyExport(service, book, site_id, listed);
    const live = await ask<{ count: number }>('sessions/live?is_bot=true,false');
    if (live.count !== 0) book.accuse(null, `${live.count} sessions of ${site_id} are live`);
    counted += listed.length;
    const summary = await ask<Counted>(`reports/summary?${ALL}&compare=none`);
    compare(book, `the summary of ${site_id}`, summary, {
      sessions: listed.length,
      page_views: sumOf(listed.map(({ page_views }) => page_views)),
      visitors: new Set(listed.map(({ visitor_id }) => visitor_id)).size,
      new_visitors: new Set(listed.map(({ visitor_id }) => visitor_id)).size,
    });
    for (const by of FIELDS) {
      const { rows, other } = await ask<Breakdown>(`reports/breakdown?${ALL}&by=${by}&limit=3`);
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
  { url }: ChaosService,
  book: Book,
  siteId: string,
  listed: Listed[],
): Promise<void> {
  const response = await fetch(
    new URL(`/api/export/sessions?format=ndjson&${ALL}&site_id=${siteId}`, url),
    { headers: { authorization: `Bearer ${ADMIN_KEY}` } },
  );
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  const exported = lines.map((line): Listed => JSON.parse(line));
  const keysOf = (sessions: Listed[]) =>
    sessions.map((one) => `${one.session_id} ${one.visitor_id} ${one.page_views}`).join();
  if (keysOf(exported) !== keysOf(listed))
    book.accuse(
      null,
      `the export of ${siteId} has ${exported.length} of ${listed.length} sessions`,
    );
}

async function askSite<T>({ url }: ChaosService, siteId: string, path: string): Promise<T> {
  const response = await fetch(new URL(`/api/${path}&site_id=${siteId}`, url), {
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
  });
  const { data } = (await response.json()) as { data?: T };
  if (data === undefined) throw new Error(`${path} answered ${response.status}`);
  return data;
}

async function listAll(ask: <T>(path: string) => Promise<T>, book: Book): Promise<Listed[]> {
  const listed: Listed[] = [];
  let cursor = '';
  for (;;) {
    const { sessions, next, total } = await ask<List>(
      `sessions?${ALL}&total=true&limit=${PAGE}${cursor}`,
    );
    listed.push(...sessions);
    if (next !== null) {
      cursor = `&after=${next}`;
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
