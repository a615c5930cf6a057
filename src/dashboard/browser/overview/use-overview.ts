/** All reports of the period in one answer: what the overview shows, and what its search finds. */
import { api, type Data } from '../api/client';
import { type Answer, useAnswer } from '../api/use-answer';
import { usePlace } from '../state/place';
import { useQuestion } from '../state/question';
import { knownValues } from './known-values';

export type Overview = Data<'getOverview'>;

/** Rows of each list: more than are shown at first, so that the search knows them. */
const ROWS = 30;

export function useOverview(): Answer<Overview> {
  const { compare, interval } = usePlace();
  const question = {
    ...useQuestion(),
    compare,
    limit: ROWS,
    ...(interval !== null && { interval }),
  };
  return useAnswer(JSON.stringify(question), async (options) => {
    const result = await api.getOverview(question, options);
    if (result.data !== undefined) knownValues.set(result.data.breakdowns);
    return result;
  });
}
