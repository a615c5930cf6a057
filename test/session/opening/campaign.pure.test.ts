import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UtmParams } from '../../../src/session/life/session';
import {
  campaignKey,
  readCampaign,
  readClickId,
  readParameters,
} from '../../../src/session/opening/campaign';
import { anyText } from './arbitraries';

const allows = (value: string) => !value.includes('SECRET');
const campaignOf = (rest: string, told = {}) =>
  readCampaign(readParameters(`https://shop.example/${rest}`), told, allows);
const clickOf = (rest: string) =>
  readClickId(readParameters(`https://shop.example/${rest}`), allows);
const NONE: UtmParams = {
  source: null,
  medium: null,
  campaign: null,
  term: null,
  content: null,
  id: null,
};

describe('campaign parameters', () => {
  it.each<[string, string, Partial<UtmParams>]>([
    [
      'any case of the name',
      '?UTM_SOURCE=News&utm_Medium=Email',
      { source: 'News', medium: 'Email' },
    ],
    ['the fragment', '#utm_source=x', { source: 'x' }],
    ['a route of the fragment', '#/shoes?utm_source=x&utm_medium=y', { source: 'x', medium: 'y' }],
    ['an anchor and more', '#top&utm_source=x', { source: 'x' }],
    [
      'the query before the fragment',
      '?utm_source=q#utm_source=f&utm_medium=m',
      { source: 'q', medium: 'm' },
    ],
    [
      'a link pasted as HTML',
      '?a=1&amp;utm_source=x&amp;amp;utm_medium=y',
      { source: 'x', medium: 'y' },
    ],
    ['blanks at the end', '?utm_source=twitter%20', { source: 'twitter' }],
    ['blanks as plus signs', '?utm_campaign=+Spring+Sale+', { campaign: 'Spring Sale' }],
    ['the first of two', '?utm_source=a&utm_source=b', { source: 'a' }],
    ['the first that is not blank', '?utm_source=&utm_source=%20&UTM_Source=c', { source: 'c' }],
    ['the fragment where the query is blank', '?utm_source=#utm_source=f', { source: 'f' }],
    ['the id', '?utm_id=7', { id: '7' }],
    [
      'values as told',
      '?utm_source=LinkedIn&utm_term=caf%C3%A9',
      { source: 'LinkedIn', term: 'café' },
    ],
    ['a value with parameters behind it', '?utm_source=news?x=1', { source: 'news' }],
    ['one with an escaped parameter', '?utm_source=news%26x+y%3D1', { source: 'news' }],
    ['one with a fragment', '?utm_source=news%23token=t', { source: 'news' }],
    [
      'a value with a mark in it',
      '?utm_term=what?&utm_content=r%26d',
      { term: 'what?', content: 'r&d' },
    ],
    ['an address', '?utm_content=https%3A%2F%2Fx%2F%3Fa%3Db', { content: 'https://x/' }],
    ['the first that may be stored', '?utm_source=SECRET&utm_source=b', { source: 'b' }],
    ['no other names', '?source=a&xutm_source=b&utm_sourcex=c', {}],
    ['broken escapes', '?utm_source=100%&utm_medium=%E9', { source: '100%', medium: '\ufffd' }],
  ])('of %s: %s', (_, rest, expected) => {
    expect(campaignOf(rest)).toEqual({ ...NONE, ...expected });
  });

  it.each([
    ['utm_params', { utm_params: { source: 'a', utm_source: 'b' }, utm_source: 'c' }, 'a'],
    ['utm_params with the prefix', { utm_params: { utm_source: 'b' }, utm_source: 'c' }, 'b'],
    ['a flat field', { utm_params: {}, utm_source: 'c' }, 'c'],
    ['the address', {}, 'd'],
    ['what may be stored', { utm_params: { source: 'SECRET' }, utm_source: 'a?x=SECRET' }, 'a'],
    ['what is not blank', { utm_params: { source: ' ' }, utm_source: '' }, 'd'],
  ])('come from %s', (_, told, source) => {
    expect(campaignOf('?utm_source=d', told).source).toBe(source);
  });

  it('have at most 256 characters and no half of one', () => {
    expect(campaignOf(`?utm_source=${'a'.repeat(300)}`).source).toBe('a'.repeat(256));
    expect(campaignOf(`?utm_source=${'a'.repeat(255)}😀`).source).toBe(`${'a'.repeat(255)}\ufffd`);
    expect(campaignOf(`?utm_source=${'a'.repeat(255)}%20b`).source).toBe('a'.repeat(255));
    expect(campaignOf(`?utm_source=${'a'.repeat(250)}SECRET`).source).toBeNull();
  });

  it.each([
    ['LinkedIn', 'linkedin'],
    [' SPRING Sale ', 'spring sale'],
    ['ÄPFEL', 'äpfel'],
    ['cafe\u0301', 'caf\u00e9'],
  ])('%j is counted as %j', (value, key) => {
    expect(campaignKey(value)).toBe(key);
    expect(campaignKey(key)).toBe(key);
  });
});

describe('a click id', () => {
  it.each([
    ['?gclid=Cj0', 'gclid', 'Cj0', 'Google', true],
    ['?gbraid=0AA', 'gbraid', '0AA', 'Google', true],
    ['?wbraid=Cl4', 'wbraid', 'Cl4', 'Google', true],
    ['?dclid=CI', 'dclid', 'CI', 'Google', true],
    ['?msclkid=a1', 'msclkid', 'a1', 'Bing', true],
    ['?yclid=1', 'yclid', '1', 'Yandex', true],
    ['?ttclid=E.C.P', 'ttclid', 'E.C.P', 'TikTok', true],
    ['?twclid=2-4', 'twclid', '2-4', 'X', true],
    ['?li_fat_id=1-2', 'li_fat_id', '1-2', 'LinkedIn', true],
    ['?ScCid=s', 'ScCid', 's', 'Snapchat', true],
    ['?rdt_cid=r', 'rdt_cid', 'r', 'Reddit', true],
    ['?gad_source=1', 'gad_source', '1', 'Google', true],
    ['?fbclid=IwZ', 'fbclid', 'IwZ', 'Facebook', false],
    ['?epik=dj0', 'epik', 'dj0', 'Pinterest', false],
    ['?igshid=MzR', 'igshid', 'MzR', 'Instagram', false],
    ['?igsh=MzR', 'igsh', 'MzR', 'Instagram', false],
    ['?qclid=q', 'qclid', 'q', 'Quora', true],
    ['?irclickid=i&irgwc=1', 'irclickid', 'i', 'Impact', false],
    ['?irclid=i', 'irclid', 'i', 'Impact', false],
    ['?cjevent=c', 'cjevent', 'c', 'CJ', false],
    ['?awc=1001_1', 'awc', '1001_1', 'Awin', false],
    ['?gclid+=Cj0', 'gclid', 'Cj0', 'Google', true],
    ['?gclid=Cj0?email=ann', 'gclid', 'Cj0', 'Google', true],
    ['?fbclid=Cj0%26token=SECRET', 'fbclid', 'Cj0', 'Facebook', false],
    ['?gclid=SECRET&gclid=Cj0', 'gclid', 'Cj0', 'Google', true],
    ['?GCLID=Cj0', 'gclid', 'Cj0', 'Google', true],
    ['?a=1&amp;gclid=Cj0', 'gclid', 'Cj0', 'Google', true],
    ['#/shoes?gclid=Cj0', 'gclid', 'Cj0', 'Google', true],
    ['?fbclid=IwZ&gad_source=1&gclid=Cj0', 'gclid', 'Cj0', 'Google', true],
    ['?gclid=&gclid=%20&gclid=Cj0', 'gclid', 'Cj0', 'Google', true],
  ])('%s is %s %s, of %s, paid: %s', (rest, type, value, source, isPaid) => {
    expect(clickOf(rest)).toMatchObject({ click_id: { type, value }, rule: { source, isPaid } });
  });

  it.each([
    ['', 'is not there'],
    ['?gclid=', 'is empty'],
    ['?gclid={gclid}', 'was never filled in'],
    [`?gclid=${'a'.repeat(513)}`, 'is longer than any'],
    ['?gclidx=1', 'has another name'],
    ['?mc_cid=1', 'is that of a mailing'],
    ['?gclid=SECRET', 'may not be stored'],
  ])('%s %s', (rest) => {
    expect(clickOf(rest)).toBeNull();
  });
});

it('is read from any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parameters = readParameters(text);
      for (const value of Object.values(readCampaign(parameters, {}, allows))) {
        expect(value === null || (value.length > 0 && value.length <= 256)).toBe(true);
        expect(value?.trim() ?? null).toBe(value);
      }
      expect(readClickId(parameters, allows)?.click_id.value).not.toBe('');
    }),
  );
});
