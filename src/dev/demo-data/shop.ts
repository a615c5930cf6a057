/** The pages of the demo's shop, and where people go from each. Pure. */
import type { Share } from './chance';

export const SHOP = 'https://fernweg.example';

/** `seconds`: the median time on it. `next`: where those go who go on. `good`: what "add to cart" puts into the cart. */
type ShopPage = { seconds: number; next: Share<string>[]; good?: string };

const good = (name: string, seconds: number): ShopPage => ({
  seconds,
  good: name,
  next: [
    ['/cart', 5],
    ['/goods', 32],
    ['/goods/day-rucksack', 10],
    ['/goods/hut-lamp', 8],
    ['/', 10],
    ['/delivery', 6],
    ['/journal/what-fits-into-18-litres', 4],
  ],
});
const story = (seconds: number, about: string): ShopPage => ({
  seconds,
  next: [
    [about, 22],
    ['/journal', 26],
    ['/goods', 18],
    ['/', 16],
    ['/letter', 7],
    ['/about', 6],
  ],
});

const PAGES: Record<string, ShopPage> = {
  '/': {
    seconds: 18,
    next: [
      ['/goods', 40],
      ['/goods/day-rucksack', 12],
      ['/journal', 14],
      ['/studio', 9],
      ['/about', 6],
      ['/contact', 3],
    ],
  },
  '/goods': {
    seconds: 26,
    next: [
      ['/goods/day-rucksack', 26],
      ['/goods/steel-flask', 15],
      ['/goods/hut-lamp', 17],
      ['/goods/wool-blanket', 13],
      ['/goods/field-notebook', 9],
      ['/', 6],
    ],
  },
  '/goods/day-rucksack': good('rucksack', 48),
  '/goods/steel-flask': good('flask', 30),
  '/goods/hut-lamp': good('lamp', 38),
  '/goods/wool-blanket': good('blanket', 35),
  '/goods/field-notebook': good('notebook', 24),
  '/studio': {
    seconds: 85,
    next: [
      ['/cart', 6],
      ['/goods/day-rucksack', 30],
      ['/contact', 12],
      ['/', 12],
    ],
  },
  '/journal': {
    seconds: 22,
    next: [
      ['/journal/slow-trains-to-the-alps', 30],
      ['/journal/what-fits-into-18-litres', 24],
      ['/journal/how-a-blanket-is-made', 18],
      ['/journal/mending-waxed-cotton', 14],
      ['/goods', 10],
    ],
  },
  '/journal/slow-trains-to-the-alps': story(110, '/goods/day-rucksack'),
  '/journal/what-fits-into-18-litres': story(95, '/goods/day-rucksack'),
  '/journal/how-a-blanket-is-made': story(120, '/goods/wool-blanket'),
  '/journal/mending-waxed-cotton': story(140, '/contact'),
  '/about': {
    seconds: 34,
    next: [
      ['/contact', 20],
      ['/goods', 30],
      ['/journal', 20],
    ],
  },
  '/contact': {
    seconds: 52,
    next: [
      ['/', 20],
      ['/goods', 20],
    ],
  },
  '/letter': {
    seconds: 20,
    next: [
      ['/', 20],
      ['/journal', 20],
    ],
  },
  '/delivery': {
    seconds: 24,
    next: [
      ['/cart', 16],
      ['/goods', 24],
      ['/contact', 5],
    ],
  },
  '/cart': {
    seconds: 30,
    next: [
      ['/checkout', 34],
      ['/goods', 25],
      ['/delivery', 12],
    ],
  },
  '/checkout': {
    seconds: 75,
    next: [
      ['/thanks', 20],
      ['/cart', 15],
      ['/delivery', 8],
    ],
  },
  '/thanks': {
    seconds: 14,
    next: [
      ['/', 10],
      ['/journal', 10],
    ],
  },
};

export function pageOf(path: string): ShopPage {
  const page = PAGES[path];
  if (page === undefined) throw new Error(`the shop has no page ${path}`);
  return page;
}

/** Where people leave their name, and how likely: they ask, order, or want the letter. */
export const FORMS: Record<string, number> = { '/contact': 0.2, '/thanks': 1, '/letter': 0.09 };

/** First pages, by what brings people. */
export const LANDINGS = {
  home: [
    ['/', 70],
    ['/goods', 16],
    ['/studio', 4],
    ['/goods/day-rucksack', 10],
  ],
  search: [
    ['/', 22],
    ['/goods', 12],
    ['/goods/day-rucksack', 17],
    ['/goods/hut-lamp', 9],
    ['/goods/steel-flask', 7],
    ['/goods/wool-blanket', 7],
    ['/journal/slow-trains-to-the-alps', 12],
    ['/journal/mending-waxed-cotton', 9],
    ['/delivery', 5],
  ],
  stories: [
    ['/journal/slow-trains-to-the-alps', 42],
    ['/journal/what-fits-into-18-litres', 24],
    ['/journal/how-a-blanket-is-made', 18],
    ['/journal/mending-waxed-cotton', 16],
    ['/', 12],
  ],
  goods: [
    ['/goods/day-rucksack', 40],
    ['/goods/hut-lamp', 20],
    ['/goods/wool-blanket', 16],
    ['/goods', 24],
  ],
  studio: [
    ['/studio', 80],
    ['/goods/day-rucksack', 20],
  ],
} as const satisfies Record<string, Share<string>[]>;
export type Landing = keyof typeof LANDINGS;
