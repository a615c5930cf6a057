/** The lists that were answered last, for what looks for a value in them. */
import type { Schemas } from '../../../client/client';
import { makeWatched } from '../state/watched';

export type Breakdowns = Record<string, Schemas['Breakdown']>;

export const knownValues = makeWatched<Breakdowns>({});
