/** All visits to the demo's shop, in the order in which they began. Pure: the same seed, day and time give the same visits. */
import { bytesToUuid } from '../../ids/uuid';
import { makeBot, makePerson, type Person } from './audience';
import { type Chance, makeChance } from './chance';
import { chooseAnyTime, chooseTime, countBots, countVisits, DAY_MS, wavesOf } from './rhythm';
import { AGAIN, CRAWLED, FIRST_TIME, type Source } from './sources';
import { makeWalk, type Walk } from './walk';

/** `startedAt`: in ms since the epoch. */
export type Visit = Walk & {
  sessionId: string;
  person: Person;
  source: Source;
  startedAt: number;
};
/** `now`: all visits are over before it, some minutes at least. */
export type VisitsWanted = { seed: string; days: number; now: number };

const RETURNS = 0.3;
/** Who came back to a letter was here before, mostly. */
const RETURNS_BY_LETTER = 0.86;
const OVER_SINCE_MS = 3 * 60_000;
/** The last visit begins within this time. */
const LATEST_MS = 9 * 60_000;
/** A new visit, and not more of the one before. */
const APART_MS = 45 * 60_000;

type Arrival = { at: number; source: Source | null; returns: number; isBot: boolean };

export function makeVisits({ seed, days, now }: VisitsWanted): Visit[] {
  const today = now - (now % DAY_MS);
  const chance = makeChance(`${seed} ${today}`);
  const known = new Known(chance);
  const visits: Visit[] = [];
  for (let daysAgo = days - 1; daysAgo >= 0; daysAgo -= 1) {
    const arrivals = makeArrivals(chance, today - daysAgo * DAY_MS, daysAgo, days);
    for (const arrival of arrivals.sort((a, b) => a.at - b.at)) {
      if (arrival.at > now - LATEST_MS) continue;
      const visit = makeVisit(chance, known, arrival);
      if (isOver(visit, now)) visits.push(visit);
    }
  }
  return [...visits, makeLatest(chance, known, now)];
}

/** At night, too, somebody has left a few minutes ago. */
function makeLatest(chance: Chance, known: Known, now: number): Visit {
  for (;;) {
    const at = now - LATEST_MS + chance.whole(0, LATEST_MS / 3);
    const visit = makeVisit(chance, known, { at, source: null, returns: 0, isBot: false });
    if (isOver(visit, now)) return visit;
  }
}

function isOver(visit: Visit, now: number): boolean {
  return endOf(visit) < now - OVER_SINCE_MS;
}

function makeArrivals(chance: Chance, day: number, daysAgo: number, days: number): Arrival[] {
  const some = (count: number, make: () => Arrival) => Array.from({ length: count }, make);
  return [
    ...some(countVisits(chance, day, daysAgo, days), () => {
      return { at: chooseTime(chance, day), source: null, returns: RETURNS, isBot: false };
    }),
    ...some(countBots(chance), () => {
      return { at: chooseAnyTime(chance, day), source: CRAWLED, returns: 0, isBot: true };
    }),
    ...wavesOf(daysAgo).flatMap(({ count, source, knows }) =>
      some(Math.round(chance.around(count, 0.06)), () => {
        const returns = knows ? RETURNS_BY_LETTER : 0.08;
        return { at: chooseTime(chance, day), source, returns, isBot: false };
      }),
    ),
  ];
}

function makeVisit(chance: Chance, known: Known, arrival: Arrival): Visit {
  const { at, isBot, returns } = arrival;
  const sessionId = idAt(chance, at);
  if (isBot) {
    const person = makeBot(chance, bytesToUuid(chance.bytes(16), 4));
    return {
      ...makeWalk(chance, CRAWLED, person),
      sessionId,
      person,
      source: CRAWLED,
      startedAt: at,
    };
  }
  const returning = chance.is(returns) ? known.find(at) : null;
  const source = arrival.source ?? chance.choose(returning === null ? FIRST_TIME : AGAIN);
  const person = returning ?? makePerson(chance, bytesToUuid(chance.bytes(16), 4), source);
  const visit = { ...makeWalk(chance, source, person), sessionId, person, source, startedAt: at };
  known.add(person, endOf(visit));
  return visit;
}

/** When the last that is told of a visit took place; where nobody told of its end, when time has ended it. */
function endOf({ startedAt, steps }: Visit): number {
  const last = steps.at(-1);
  const isTold = last?.type === 'end';
  return startedAt + (last?.at ?? 0) + (isTold ? 0 : APART_MS);
}

/** Those who were here, and since when they are gone. */
class Known {
  readonly #chance: Chance;
  readonly #people: Person[] = [];
  readonly #goneAt = new Map<Person, number>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  add(person: Person, goneAt: number): void {
    if (!this.#goneAt.has(person)) this.#people.push(person);
    this.#goneAt.set(person, goneAt);
  }

  /** Somebody who is gone for long enough, one of the last rather than of the first; null: nobody is found. */
  find(at: number): Person | null {
    const back = Math.floor(this.#chance.around(160, 1.3)) % Math.max(1, this.#people.length);
    const person = this.#people.at(-1 - back);
    if (person === undefined) return null;
    return (this.#goneAt.get(person) ?? at) + APART_MS < at ? person : null;
  }
}

/** A UUID v7, as the script for pages makes them. */
function idAt(chance: Chance, at: number): string {
  const bytes = chance.bytes(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(at / 2 ** 16));
  view.setUint16(4, at % 2 ** 16);
  return bytesToUuid(bytes, 7);
}
