import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Session } from '../../../src/session/life/session';
import { describeArrival, type ToldArrival } from '../../../src/session/opening/arrival';
import { deriveArrival, spellStored } from '../../../src/session/opening/derive';
import { URL_QUERIES } from '../../../src/sites/schema';
import { openEvent, sessionAfter, T0 } from '../life/factories';
import { address, anyText, value } from './arbitraries';

const anySite = fc.record({
  allowed_origins: fc.constantFrom<string[]>(
    [],
    ['*'],
    ['https://*.shop.example', 'https://müller.example'],
  ),
  url_query: fc.constantFrom(...URL_QUERIES),
});
const anyTold: fc.Arbitrary<ToldArrival> = fc.record(
  {
    url: address,
    referrer: anyText,
    landing: fc.boolean(),
    utm_params: fc.record({ source: value, medium: value, campaign: value }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

/** A session as a create stores it. */
function opened(told: ToldArrival, site: Parameters<typeof deriveArrival>[1], isPrivate: boolean) {
  const { landing_url, ...arrival } = describeArrival(told, site, isPrivate);
  const { opening } = openEvent();
  const event = openEvent({
    opening: { ...opening, ...arrival },
    url: landing_url ?? undefined,
    is_private: isPrivate,
  });
  return { session: sessionAfter({ at: T0, event }), arrival };
}

const NUM_RUNS = 3_000;

it('finds of what a create has stored what the create has found', () => {
  fc.assert(
    fc.property(anyTold, anySite, fc.boolean(), (told, site, isPrivate) => {
      const { session, arrival } = opened(told, site, isPrivate);
      expect(deriveArrival(session, site)).toEqual(arrival);
      for (const stored of [session.landing_url, session.referrer]) {
        if (stored !== null) expect(spellStored(stored, session, site)).toBe(stored);
      }
    }),
    { numRuns: NUM_RUNS },
  );
});

it('finds nothing else the second time, whatever was stored and whatever the site has become', () => {
  const anyStored = fc.tuple(anyTold, anySite, anySite, fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(anyStored, ([told, before, site, isPrivate, isOld]) => {
      const { session } = opened(told, before, isPrivate);
      const old = { source: null, channel: null, click_id: null, landing_url: told.url ?? null };
      const stored: Session = isOld ? { ...session, ...old } : session;
      const once = { ...stored, ...deriveArrival(stored, site) };
      expect(once.source).not.toBeNull();
      expect({ ...once, ...deriveArrival(once, site) }).toEqual(once);
    }),
    { numRuns: NUM_RUNS },
  );
});
