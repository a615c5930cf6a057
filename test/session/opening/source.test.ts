import { describe, expect, it } from 'vitest';
import { visit } from './visit';

describe('campaign', () => {
  const NONE = { source: null, medium: null, campaign: null, term: null, content: null, id: null };
  const query = 'utm_source=url&utm_medium=mail&utm_campaign=a%20b&utm_term=t&utm_content=c';
  const url = `https://shop.example/?${query}`;

  it.each([
    ['the landing URL', { url }, ['url', 'mail', 'a b', 't', 'c']],
    [
      'utm_params',
      { utm_params: { source: 's', medium: 'm', campaign: 'c', term: 't', content: 'x' } },
      ['s', 'm', 'c', 't', 'x'],
    ],
    [
      'utm_params with the prefix',
      { utm_params: { utm_source: 's', utm_medium: 'm', utm_term: 't' } },
      ['s', 'm', null, 't', null],
    ],
    ['flat fields', { utm_source: 's', utm_content: 'x' }, ['s', null, null, null, 'x']],
    [
      'utm_params, then flat fields, then the URL',
      { url, utm_source: 'flat', utm_medium: 'flat', utm_params: { source: 'given' } },
      ['given', 'flat', 'a b', 't', 'c'],
    ],
    ['nowhere', { url: 'https://shop.example/?source=x' }, [null, null, null, null, null]],
  ])('is read from %s', async (_, body, [source, medium, campaign, term, content]) => {
    const expected = { source, medium, campaign, term, content, id: null };
    expect((await visit(body)).utm_params).toEqual(expected);
  });

  it('is not read from the URL when a session begins in a page that was already open', async () => {
    const previous_session_id = crypto.randomUUID();
    const follower = { url, previous_session_id, landing: false };
    expect(await visit(follower)).toMatchObject({
      utm_params: NONE,
      previous_session_id,
      landing_url: url,
    });
    const given = await visit({ ...follower, utm_source: 'given' });
    expect(given.utm_params).toEqual({ ...NONE, source: 'given' });
    expect((await visit({ url, previous_session_id })).utm_params.source).toBe('url');
  });

  it('is cut where a URL makes it too long', async () => {
    const session = await visit({ url: `https://shop.example/?utm_source=${'s'.repeat(1000)}` });
    expect(session.utm_params).toEqual({ ...NONE, source: 's'.repeat(256) });
  });

  it('is stored with the whole referrer and the landing page', async () => {
    const referrer = `https://search.example/?q=${'x'.repeat(2022)}`;
    const session = await visit({ url, referrer });
    expect(session).toMatchObject({ referrer, landing_url: url, current_url: url });
    expect((await visit({ referrer: '' })).referrer).toBeNull();
  });
});
