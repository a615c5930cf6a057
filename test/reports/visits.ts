/** Thousands of sessions by random histories: bots, identified, open, reopened, late, from across changes of summer time. */
import fc from 'fast-check';
import { asId, type LeadId, type SessionId, type SiteId, type VisitorId } from '../../src/ids/uuid';
import { CHANNELS, type Opening, type Session } from '../../src/session/life/session';
import { history } from '../session/life/arbitraries';
import { DAY, HOUR, openEvent, storedAfter, T0 } from '../session/life/factories';
import { NOON } from '../support/clock';

/** When clocks are set in 2035, in March or April and in autumn: in Berlin, New York and on Lord Howe. */
const CHANGES = [
  ...['2035-03-25T01:00Z', '2035-03-11T07:00Z', '2035-03-31T15:00Z'],
  ...['2035-10-28T01:00Z', '2035-11-04T06:00Z', '2035-10-06T15:30Z'],
].map(Date.parse);

/** Now and then on the dot of an hour. Some are past the retention of 395 days. */
const start = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: NOON - 40 * DAY, max: NOON }) },
      { weight: 2, arbitrary: fc.integer({ min: NOON - 2 * DAY, max: NOON }) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -DAY, max: DAY }))
          .map(([at, off]) => at + off),
      },
      { weight: 2, arbitrary: fc.integer({ min: NOON - 420 * DAY, max: NOON }) },
    ),
    fc.nat({ max: 9 }),
  )
  .map(([at, dice]) => (dice === 0 ? Math.floor(at / HOUR) * HOUR : at));

const pick = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { freq: 5 });
const uuid = (kind: string, max: number) =>
  fc.integer({ min: 1, max }).map((n) => `${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`);
const address = pick('/', '/blog/', '/blog/a', '/Blog/a', '/shop/shoes', '/a,b', '/null', '/!');

/** Few values, so that many sessions share one, and some that the grammar of filters has to escape. */
const opening = fc.record({
  country: pick('DE', 'FR', 'US', 'JP'),
  region: pick('Bavaria', 'Île-de-France'),
  city: pick('Munich', 'Paris', 'Washington, D.C.', '~x', 'null', '\\'),
  device: pick('desktop', 'mobile', 'tablet'),
  os: pick('macOS', 'Windows', 'iOS', 'Android'),
  browser: pick('Safari', 'Chrome', 'Firefox', '!Odd'),
  language: pick('de', 'de-DE', 'en-US'),
  source: pick('Google', 'google', 'GOOGLE', 'Größe', 'GRÖßE', 'Direct', 'ChatGPT'),
  channel: pick(...CHANNELS),
  host: pick('google.com', 'bing.com', 'xn--mnchen-3ya.de'),
  utm: pick('News', 'news', 'NEWS', 'Äpfel', 'äPFEL', 'null', 'a,b'),
  medium: pick('email', 'Email', 'cpc'),
  landing: address,
  current: address,
  isBot: fc.nat({ max: 9 }).map((dice) => dice === 0),
});

const LEADS = uuid('aaaaaaaa', 12).map((id) => asId<LeadId>(id));

const visit = fc.record({
  start,
  opening,
  visitor: uuid('bbbbbbbb', 700),
  steps: history,
  upTo: fc.integer({ min: 1, max: 26 }),
  lead: fc.option(LEADS, { freq: 6 }),
});

/** A session and those of the same visitors at another site, all as they were stored at some moment. */
export function makeVisits(site: SiteId, other: SiteId, count: number, seed: number): Session[] {
  return fc.sample(visit, { numRuns: count, seed }).flatMap((one, i) => {
    const stored = storedAfter(null, one.steps.slice(0, one.upTo));
    if (stored === null) return [];
    const session_id = asId<SessionId>(`cccccccc-0000-4000-8000-${String(i).padStart(12, '0')}`);
    const linked = one.lead !== null && stored.lead_id === null ? one.lead : stored.lead_id;
    return {
      ...movedBy(stored, one.start - T0),
      ...describe(one.opening),
      session_id,
      site_id: i % 12 === 0 ? other : site,
      visitor_id: asId<VisitorId>(one.visitor),
      lead_id: linked,
    };
  });
}

/** The session as if all of it had been so much later. */
export function movedBy(session: Session, ms: number): Session {
  const move = (at: number | null) => (at === null ? null : at + ms);
  const { expired_at } = session.merge;
  return {
    ...session,
    started_at: session.started_at + ms,
    last_activity_at: session.last_activity_at + ms,
    ended_at: move(session.ended_at),
    identified_at: move(session.identified_at),
    merge: {
      ...session.merge,
      ...(expired_at !== undefined && { expired_at: expired_at + ms }),
    },
  };
}

type Told = typeof opening extends fc.Arbitrary<infer T> ? T : never;

function describe(told: Told) {
  const { device, browser, utm_params, location }: Opening = openEvent().opening;
  const url = (path: string | null) => path && `https://shop.example${path}`;
  return {
    location: { ...location, country: told.country, region: told.region, city: told.city },
    device: { ...device, type: told.device, os: { name: told.os, version: null } },
    browser: { ...browser, name: told.browser, language: told.language },
    utm_params: {
      ...utm_params,
      source: told.utm,
      medium: told.medium,
      campaign: told.source,
      term: told.city,
      content: told.utm,
    },
    source: told.source,
    channel: told.channel,
    referrer_host: told.host,
    landing_url: url(told.landing),
    current_url: url(told.current),
    is_bot: told.isBot,
  };
}
