/** What decided where a visit came from, and what was told besides. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeArrival } from '../../../src/session/opening/arrival';
import { explainSource } from '../../../src/session/opening/explain-source';

const SITE = { allowed_origins: ['https://shop.example'], url_query: 'safe' as const };
const arrive = (query: string, referrer?: string, isPrivate = false) =>
  describeArrival({ url: `https://shop.example/${query}`, referrer }, SITE, isPrivate);

it.each<[query: string, referrer: string | undefined, because: string[], text: string]>([
  ['', undefined, [], 'The visitor came from "Direct" (channel Direct): nothing told where from.'],
  [
    '',
    'https://www.google.com/',
    ['referrer'],
    'The visitor came from "Google" (channel Organic Search): the page before was on "google.com" (the source and the channel).',
  ],
  [
    '?utm_source=news',
    undefined,
    ['utm_source'],
    'The visitor came from "news" (channel Other): utm_source was "news" (the source and the channel).',
  ],
  [
    '?utm_source=news&utm_medium=email',
    'https://www.google.com/',
    ['utm_source', 'utm_medium'],
    'The visitor came from "news" (channel Email): utm_source was "news" (the source), and utm_medium was "email" (the channel). It would be the same without this: the page before was on "google.com".',
  ],
  [
    '?gclid=abc',
    'https://www.google.com/',
    ['click_id'],
    'The visitor came from "Google" (channel Paid Search): the address had the click id gclid (the channel). It would be the same without this: the page before was on "google.com".',
  ],
  [
    '?utm_source=google&utm_medium=cpc&gclid=abc',
    undefined,
    ['utm_source'],
    'The visitor came from "google" (channel Paid Search): utm_source was "google" (the source). It would be the same without this: utm_medium was "cpc", and the address had the click id gclid.',
  ],
  [
    '',
    'https://shop.example/before',
    ['internal_referrer'],
    'The visitor came from "Direct" (channel Direct): nothing told where from. The page before was of the site itself ("shop.example"), which is no source.',
  ],
])('%s from %s', (query, referrer, because, text) => {
  const arrival = arrive(query, referrer);
  expect(explainSource(arrival)).toEqual({
    about: 'source',
    value: arrival.source,
    because,
    text,
  });
});

it('names no single reason where each of two is enough', () => {
  const { because, text } = explainSource(
    arrive('?utm_source=chatgpt.com', 'https://chatgpt.com/'),
  );
  expect(because).toEqual(['utm_source']);
  expect(text).toContain('(the source)');
  const same = explainSource({ ...arrive('', 'https://t.co/'), source: 'X' });
  expect(same.because).toEqual(['referrer']);
});

it('says that it cannot be told where the click id was not kept', () => {
  const { because, text } = explainSource(arrive('?gclid=abc', 'https://www.google.com/', true));
  expect(because).toEqual(['referrer']);
  expect(text).toBe(
    'The visitor came from "Google" (channel Paid Search), by rules or by a click id that are not kept.',
  );
});

it('says so of a session from before sources were worked out', () => {
  const arrival = { ...arrive('?utm_source=news'), source: null, channel: null };
  expect(explainSource(arrival)).toMatchObject({ value: null, because: [] });
});

it('gives a reason for all that is not direct', () => {
  const part = fc.constantFrom('utm_source=Google', 'utm_medium=cpc', 'gclid=1', 'fbclid=2', 'x=1');
  const referrer = fc.constantFrom(
    undefined,
    'https://t.co/',
    'https://other.example/',
    'https://claude.ai/',
  );
  fc.assert(
    fc.property(fc.uniqueArray(part), referrer, (parts, from) => {
      const arrival = arrive(`?${parts.join('&')}`, from);
      const { value, because } = explainSource(arrival);
      expect(value).toBe(arrival.source);
      expect(because.length > 0).toBe(arrival.channel !== 'Direct');
    }),
  );
});
