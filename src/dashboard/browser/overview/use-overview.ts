/** All reports of the period in one answer: what the overview shows, and what its search finds. */
import { api, type Data, type Input } from '../api/client';
import { type Answer, useAnswer } from '../api/use-answer';
import { type Address, FIRST_VIEW, questionOf } from '../state/address';
import { readLastSite } from '../state/last-site';
import { currentPlace, usePlace } from '../state/place';
import { useSiteId } from '../state/site';
import { knownValues } from './known-values';

export type Overview = Data<'getOverview'>;
type Call = ReturnType<typeof api.getOverview>;

/** Rows of each list: more than are shown at first, so that the search knows them. */
const ROWS = 30;

/** By what was asked. */
const ahead = new Map<string, Call>();

/**
 * Asks for what the page opens with while it is still asked who is signed in: so the first figures wait for one answer and not
 * for two. Whoever is nobody is answered 401, and learns nothing.
 */
export function askAhead(): void {
  const place = currentPlace();
  if (place.view !== FIRST_VIEW) return;
  const siteId = place.siteId ?? readLastSite();
  const site = siteId === null ? {} : { site_id: siteId };
  const question = overviewOf(place, site);
  ahead.set(JSON.stringify(question), api.getOverview(question, { retries: 0 }));
}

export function useOverview(): Answer<Overview> {
  const question = overviewOf(usePlace(), useSiteId());
  const key = JSON.stringify(question);
  return useAnswer(key, async (options) => {
    const result = (await takeAhead(key)) ?? (await api.getOverview(question, options));
    if (result.data !== undefined) knownValues.set(result.data.breakdowns);
    return result;
  });
}

function overviewOf(place: Address, site: { site_id?: string }): Input<'getOverview'> {
  const { compare, interval } = place;
  return {
    ...site,
    ...questionOf(place),
    compare,
    limit: ROWS,
    ...(interval !== null && { interval }),
  };
}

/** Good for once, and only where it has come to something. */
async function takeAhead(key: string): Promise<Awaited<Call> | null> {
  const call = ahead.get(key);
  ahead.clear();
  const result = await call;
  return result?.error === undefined ? (result ?? null) : null;
}
