/** What somebody does in the demo's shop: page after page, with the time on each. Pure. */
import type { Person } from './audience';
import type { Chance } from './chance';
import { FORMS, LANDINGS, pageOf } from './shop';
import type { Source } from './sources';

/**
 * `at`: ms since the visit began. `pageViews` and `activeMs` are totals, as the script for pages tells them. A visit without an end
 * is one that nobody told of: time ends it.
 */
export type Step =
  | { type: 'page'; at: number; path: string; pageViews: number; activeMs: number; cart: string[] }
  | { type: 'form'; at: number; path: string }
  | { type: 'end'; at: number; path: string; pageViews: number; activeMs: number }
  | { type: 'return'; at: number; path: string };
/** `landing`: the path of the first page. */
export type Walk = { landing: string; steps: Step[] };

const MAX_PAGES = 16;
const LONGEST_ON_A_PAGE_MS = 9 * 60_000;

export function makeWalk(chance: Chance, source: Source, person: Person): Walk {
  const landing = chance.choose(LANDINGS[source.landing]);
  if (person.isBot) return { landing, steps: [] };
  const walk = new Walking(chance, landing);
  if (chance.is(source.bounces)) walk.stay(chance.around(4_000, 0.6), 9_000);
  else walk.look(chance.is(0.13) ? 1 : MAX_PAGES);
  // Phones put pages to sleep, and their last message may be lost.
  if (chance.is(person.machine.isPhone ? 0.8 : 0.9)) {
    walk.leave();
    if (walk.hasLooked() && chance.is(0.05)) walk.comeBack();
  }
  return { landing, steps: walk.steps };
}

class Walking {
  readonly steps: Step[] = [];
  readonly #chance: Chance;
  #path: string;
  #at = 0;
  #pageViews = 1;
  #activeMs = 0;
  #cart: string[] = [];
  #hasAnswered = false;

  constructor(chance: Chance, landing: string) {
    this.#chance = chance;
    this.#path = landing;
  }

  hasLooked(): boolean {
    return this.#pageViews > 1;
  }

  /** On the page for this long, most of it with the page in front. */
  stay(ms: number, mostActiveMs = Infinity): void {
    const onPageMs = Math.round(Math.min(Math.max(ms, 1_500), LONGEST_ON_A_PAGE_MS));
    this.#answer(onPageMs);
    this.#at += onPageMs;
    const share = 0.55 + 0.42 * this.#chance.next();
    this.#activeMs += Math.round(Math.min(onPageMs * share, mostActiveMs));
  }

  /** Reads the page, and goes on to others until there is nothing more to see. */
  look(most: number): void {
    this.stay(this.#readMs() + (most === 1 ? 25_000 : 0));
    for (let pages = 1; pages < most && (pages === 1 || this.#chance.is(0.71)); pages += 1) {
      this.#go(this.#chance.choose(pageOf(this.#path).next));
      this.stay(this.#readMs());
    }
  }

  leave(): void {
    const { path, pageViews, activeMs, at } = this.#totals();
    this.steps.push({ type: 'end', at, path, pageViews, activeMs });
  }

  /** Within the time in which a session can be reopened. */
  comeBack(): void {
    this.#at += Math.round(this.#chance.around(5 * 60_000, 0.5));
    this.steps.push({ type: 'return', at: this.#at, path: this.#path });
    this.#go(this.#chance.choose(pageOf(this.#path).next));
    this.stay(this.#readMs());
    this.leave();
  }

  #go(path: string): void {
    const { good } = pageOf(this.#path);
    if (path === '/cart' && good !== undefined) this.#cart = [...new Set([...this.#cart, good])];
    if (path === '/thanks') this.#cart = [];
    this.#path = path;
    this.#pageViews += 1;
    this.steps.push({ type: 'page', ...this.#totals(), cart: this.#cart });
  }

  /** A form is sent once a visit, when most of the time on its page is over. */
  #answer(onPageMs: number): void {
    if (this.#hasAnswered || !this.#chance.is(FORMS[this.#path] ?? 0)) return;
    this.#hasAnswered = true;
    this.steps.push({ type: 'form', at: this.#at + Math.round(onPageMs * 0.8), path: this.#path });
  }

  #totals() {
    const [at, path] = [this.#at, this.#path];
    return { at, path, pageViews: this.#pageViews, activeMs: this.#activeMs };
  }

  #readMs(): number {
    return this.#chance.around(pageOf(this.#path).seconds * 1000, 0.75);
  }
}
