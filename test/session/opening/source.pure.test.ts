import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../src/session/life/session';
import { AI_ASSISTANTS } from '../../../src/session/opening/ai-assistants';
import { describeArrival } from '../../../src/session/opening/arrival';
import { findChannel } from '../../../src/session/opening/channel';
import { CLICK_IDS } from '../../../src/session/opening/click-ids';
import { findByHost, findByName } from '../../../src/session/opening/known-sources';
import { SEARCH_ENGINES } from '../../../src/session/opening/search-engines';
import { SOCIAL_NETWORKS } from '../../../src/session/opening/social-networks';
import { WEBMAIL } from '../../../src/session/opening/webmail';

const SITE = { allowed_origins: ['https://shop.example'], url_query: 'safe' as const };
const arrive = (query: string, referrer?: string) => {
  const { source, channel } = describeArrival(
    { url: `https://shop.example/${query}`, referrer },
    SITE,
  );
  return [source, channel];
};

describe('a referrer has a known name', () => {
  it.each([
    ['https://www.google.com/', 'Google', 'Organic Search'],
    ['https://google.de/', 'Google', 'Organic Search'],
    ['https://www.google.co.uk/', 'Google', 'Organic Search'],
    ['https://www.google.com.br/', 'Google', 'Organic Search'],
    ['https://news.google.com/', 'Google', 'Organic Search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'Google', 'Organic Search'],
    [
      'android-app://com.google.android.googlequicksearchbox/https/www.google.com',
      'Google',
      'Organic Search',
    ],
    ['https://docs.google.com/', 'docs.google.com', 'Referral'],
    ['https://accounts.google.com/', 'accounts.google.com', 'Referral'],
    ['https://www.bing.com/search?q=x', 'Bing', 'Organic Search'],
    ['https://cn.bing.com/', 'Bing', 'Organic Search'],
    ['https://duckduckgo.com/', 'DuckDuckGo', 'Organic Search'],
    ['https://de.search.yahoo.com/', 'Yahoo', 'Organic Search'],
    ['https://search.yahoo.co.jp/', 'Yahoo', 'Organic Search'],
    ['https://www.yahoo.co.jp/', 'Yahoo', 'Organic Search'],
    ['https://finance.yahoo.com/', 'finance.yahoo.com', 'Referral'],
    ['https://www.baidu.com/', 'Baidu', 'Organic Search'],
    ['https://m.baidu.com/', 'Baidu', 'Organic Search'],
    ['https://yandex.ru/', 'Yandex', 'Organic Search'],
    ['https://yandex.com.tr/', 'Yandex', 'Organic Search'],
    ['https://ya.ru/', 'Yandex', 'Organic Search'],
    ['https://www.ecosia.org/', 'Ecosia', 'Organic Search'],
    ['https://search.brave.com/', 'Brave Search', 'Organic Search'],
    ['https://www.startpage.com/', 'Startpage', 'Organic Search'],
    ['https://search.naver.com/', 'Naver', 'Organic Search'],
    ['https://blog.naver.com/', 'Naver Blog', 'Organic Social'],
    ['https://www.instagram.com/', 'Instagram', 'Organic Social'],
    ['https://l.instagram.com/?u=x', 'Instagram', 'Organic Social'],
    ['https://l.facebook.com/', 'Facebook', 'Organic Social'],
    ['https://lm.facebook.com/', 'Facebook', 'Organic Social'],
    ['https://m.facebook.com/', 'Facebook', 'Organic Social'],
    ['android-app://com.facebook.katana/', 'Facebook', 'Organic Social'],
    ['https://m.me/', 'Messenger', 'Organic Social'],
    ['https://t.co/abc', 'X', 'Organic Social'],
    ['https://x.com/', 'X', 'Organic Social'],
    ['https://twitter.com/', 'X', 'Organic Social'],
    ['https://www.linkedin.com/', 'LinkedIn', 'Organic Social'],
    ['https://lnkd.in/abc', 'LinkedIn', 'Organic Social'],
    ['android-app://com.linkedin.android/', 'LinkedIn', 'Organic Social'],
    ['https://old.reddit.com/r/x', 'Reddit', 'Organic Social'],
    ['https://out.reddit.com/', 'Reddit', 'Organic Social'],
    ['https://www.youtube.com/', 'YouTube', 'Organic Social'],
    ['https://youtu.be/', 'YouTube', 'Organic Social'],
    ['https://www.pinterest.de/', 'Pinterest', 'Organic Social'],
    ['https://br.pinterest.com/', 'Pinterest', 'Organic Social'],
    ['https://www.tiktok.com/', 'TikTok', 'Organic Social'],
    ['https://web.whatsapp.com/', 'WhatsApp', 'Organic Social'],
    ['https://t.me/', 'Telegram', 'Organic Social'],
    ['https://web.telegram.org/', 'Telegram', 'Organic Social'],
    ['android-app://org.telegram.messenger/', 'Telegram', 'Organic Social'],
    ['https://bsky.app/', 'Bluesky', 'Organic Social'],
    ['https://news.ycombinator.com/', 'Hacker News', 'Organic Social'],
    ['https://chatgpt.com/', 'ChatGPT', 'AI'],
    ['https://chat.openai.com/', 'ChatGPT', 'AI'],
    ['https://www.perplexity.ai/', 'Perplexity', 'AI'],
    ['https://claude.ai/', 'Claude', 'AI'],
    ['https://gemini.google.com/', 'Gemini', 'AI'],
    ['https://copilot.microsoft.com/', 'Copilot', 'AI'],
    ['https://edgeservices.bing.com/', 'Copilot', 'AI'],
    ['https://chat.deepseek.com/', 'DeepSeek', 'AI'],
    ['https://chat.mistral.ai/', 'Mistral', 'AI'],
    ['https://grok.com/', 'Grok', 'AI'],
    ['https://mail.google.com/', 'Gmail', 'Email'],
    ['android-app://com.google.android.gm/', 'Gmail', 'Email'],
    ['https://outlook.live.com/', 'Outlook', 'Email'],
    ['https://mail.yahoo.com/', 'Yahoo Mail', 'Email'],
    ['https://www.blog.example/a', 'blog.example', 'Referral'],
    ['https://BLOG.example:8080/a', 'blog.example', 'Referral'],
    ['https://bücher.example/', 'xn--bcher-kva.example', 'Referral'],
    ['android-app://com.example.app/', 'com.example.app', 'Referral'],
    ['www.google.com', 'Google', 'Organic Search'],
    ['https://google.com.evil.example/', 'google.com.evil.example', 'Referral'],
    ['https://notfacebook.com/', 'notfacebook.com', 'Referral'],
    ['https://shop.example/prev', 'Direct', 'Direct'],
    ['', 'Direct', 'Direct'],
    ['about:blank', 'Direct', 'Direct'],
    ['nonsense', 'Direct', 'Direct'],
  ])('%s: %s, %s', (referrer, source, channel) => {
    expect(arrive('', referrer)).toEqual([source, channel]);
  });
});

describe('a campaign', () => {
  it.each([
    ['?utm_source=Newsletter&utm_medium=Email', 'Newsletter', 'Email'],
    ['?utm_source=e-mail', 'e-mail', 'Email'],
    ['?utm_medium=email', 'Direct', 'Email'],
    ['?utm_source=google&utm_medium=cpc', 'google', 'Paid Search'],
    ['?utm_source=GOOGLE&utm_medium=CPC', 'GOOGLE', 'Paid Search'],
    ['?utm_source=google&utm_medium=cpm', 'google', 'Paid Search'],
    ['?utm_source=adwords&utm_medium=ppc', 'adwords', 'Paid Search'],
    ['?utm_source=www.google.com&utm_medium=paid', 'www.google.com', 'Paid Search'],
    ['?utm_source=google&utm_medium=organic', 'google', 'Organic Search'],
    ['?utm_source=google', 'google', 'Organic Search'],
    ['?utm_source=bing&utm_medium=paid_search', 'bing', 'Paid Search'],
    ['?utm_source=facebook&utm_medium=paidsocial', 'facebook', 'Paid Social'],
    ['?utm_source=fb&utm_medium=cpc', 'fb', 'Paid Social'],
    ['?utm_source=ig&utm_medium=social', 'ig', 'Organic Social'],
    ['?utm_source=LinkedIn', 'LinkedIn', 'Organic Social'],
    ['?utm_source=youtube&utm_medium=video', 'youtube', 'Organic Social'],
    ['?utm_source=youtube&utm_medium=cpv', 'youtube', 'Paid Social'],
    ['?utm_source=youtube&utm_medium=cpc', 'youtube', 'Paid Social'],
    ['?utm_source=blog&utm_medium=social-media', 'blog', 'Organic Social'],
    ['?utm_source=partner&utm_medium=cpc', 'partner', 'Other'],
    ['?utm_source=partner&utm_medium=cpm', 'partner', 'Display'],
    ['?utm_source=partner&utm_medium=banner', 'partner', 'Display'],
    ['?utm_source=partner&utm_medium=affiliate', 'partner', 'Affiliates'],
    ['?utm_source=partner&utm_medium=referral', 'partner', 'Referral'],
    ['?utm_source=partner', 'partner', 'Other'],
    ['?utm_source=partner&utm_medium=qr', 'partner', 'Other'],
    ['?utm_source=app&utm_medium=push', 'app', 'Other'],
    ['?utm_source=sms&utm_medium=sms', 'sms', 'Other'],
    ['?utm_source=chatgpt.com', 'chatgpt.com', 'AI'],
    ['?utm_source=openai&utm_medium=cpc', 'openai', 'AI'],
    ['?utm_source=bot&utm_medium=ai-assistant', 'bot', 'AI'],
    ['?utm_source=(direct)&utm_medium=(none)', 'Direct', 'Direct'],
    ['?utm_source=(not%20set)', 'Direct', 'Direct'],
    ['?utm_source=Direct&utm_medium=email', 'Direct', 'Email'],
    ['?utm_campaign=spring', 'Direct', 'Direct'],
    ['#utm_source=google&utm_medium=cpc', 'google', 'Paid Search'],
  ])('%s: %s, %s', (query, source, channel) => {
    expect(arrive(query)).toEqual([source, channel]);
  });

  it.each([
    [
      'outweighs the referrer',
      '?utm_source=news&utm_medium=email',
      'https://google.com/',
      'news',
      'Email',
    ],
    ['of a medium only', '?utm_medium=email', 'https://t.me/', 'Telegram', 'Email'],
    [
      'that is paid has its source from it',
      '?utm_medium=cpc',
      'https://google.com/',
      'Google',
      'Paid Search',
    ],
    [
      'of a name only leaves it',
      '?utm_campaign=x',
      'https://google.com/',
      'Google',
      'Organic Search',
    ],
    [
      'of a placeholder leaves it',
      '?utm_source=(direct)&utm_medium=(none)',
      'https://google.com/',
      'Google',
      'Organic Search',
    ],
    [
      'of any placeholder',
      '?utm_source=(not%20set)',
      'https://a.example/',
      'a.example',
      'Referral',
    ],
    [
      'with nothing known does not fall back on it',
      '?utm_source=x1',
      'https://a.example/',
      'x1',
      'Other',
    ],
  ])('%s', (_, query, referrer, source, channel) => {
    expect(arrive(query, referrer)).toEqual([source, channel]);
  });
});

describe('a click', () => {
  it.each([
    ['?gclid=1', '', 'Google', 'Paid Search'],
    ['?gbraid=1', '', 'Google', 'Paid Search'],
    ['?gclid=1', 'https://www.google.com/', 'Google', 'Paid Search'],
    ['?gclid=1', 'https://shop.example/', 'Google', 'Paid Search'],
    ['?dclid=1', 'https://paper.example/', 'Google', 'Display'],
    ['?msclkid=1', 'https://www.bing.com/', 'Bing', 'Paid Search'],
    ['?yclid=1', '', 'Yandex', 'Paid Search'],
    ['?yclid=1', 'https://search.yahoo.co.jp/', 'Yahoo', 'Paid Search'],
    ['?ttclid=1', '', 'TikTok', 'Paid Social'],
    ['?twclid=1', 'https://t.co/', 'X', 'Paid Social'],
    ['?li_fat_id=1', '', 'LinkedIn', 'Paid Social'],
    ['?ScCid=1', '', 'Snapchat', 'Paid Social'],
    ['?rdt_cid=1', '', 'Reddit', 'Paid Social'],
    ['?fbclid=1', 'https://l.facebook.com/', 'Facebook', 'Organic Social'],
    ['?fbclid=1', 'https://l.instagram.com/', 'Instagram', 'Organic Social'],
    ['?fbclid=1', '', 'Facebook', 'Organic Social'],
    ['?fbclid=1', 'https://blog.example/', 'blog.example', 'Referral'],
    ['?epik=1', 'https://www.pinterest.com/', 'Pinterest', 'Organic Social'],
    ['?igsh=1', '', 'Instagram', 'Organic Social'],
    ['?qclid=1', '', 'Quora', 'Paid Social'],
    ['?irclickid=1', 'https://blog.example/', 'blog.example', 'Affiliates'],
    ['?irclid=1', '', 'Impact', 'Affiliates'],
    ['?cjevent=1&utm_source=partner', '', 'partner', 'Affiliates'],
    ['?awc=1&utm_source=partner&utm_medium=cpc', '', 'partner', 'Other'],
    ['?awc=1&utm_source=news&utm_medium=email', '', 'news', 'Email'],
    ['?gclid=1&utm_source=(direct)', '', 'Google', 'Paid Search'],
    ['?gclid=1&utm_source=brand', '', 'brand', 'Paid Search'],
    ['?gclid=1&utm_source=google&utm_medium=search', '', 'google', 'Paid Search'],
    ['?gclid=1&utm_source=news&utm_medium=email', '', 'news', 'Email'],
    ['?fbclid=1&utm_source=facebook&utm_medium=paid', '', 'facebook', 'Paid Social'],
    ['?fbclid=1&utm_source=promo&utm_medium=banner', '', 'promo', 'Display'],
  ])('%s from %j: %s, %s', (query, referrer, source, channel) => {
    expect(arrive(query, referrer)).toEqual([source, channel]);
  });
});

describe('the lists', () => {
  const lists = Object.entries({ SEARCH_ENGINES, SOCIAL_NETWORKS, AI_ASSISTANTS, WEBMAIL });
  const keys = lists.flatMap(([, list]) => Object.values(list).flatMap((text) => text.split(' ')));
  const names = lists.flatMap(([, list]) => Object.keys(list).map((name) => name.toLowerCase()));

  it('name nothing twice', () => {
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('are in the notation', () => {
    for (const key of keys) expect(key).toMatch(/^[a-z0-9_-]+(\.[a-z0-9-]+)*(\.\*)?$/);
  });

  it('find what they name', () => {
    for (const [, list] of lists) {
      for (const [name, text] of Object.entries(list)) {
        expect(findByName(name)?.name).toBe(name);
        for (const key of text.split(' ')) {
          expect(findByName(key)?.name).toBe(name);
          if (/\./.test(key)) expect(findByHost(key.replace('*', 'com'))?.name).toBe(name);
        }
      }
    }
  });

  it('have the networks of all click ids', () => {
    for (const { source, isAffiliate = false } of CLICK_IDS)
      expect(findByName(source)?.name).toBe(isAffiliate ? undefined : source);
  });
});

it('finds each of the channels, and no other', () => {
  const media = [
    null,
    '',
    'cpc',
    'affiliate',
    'email',
    'display',
    'x',
    'organic',
    'referral',
    'push',
    '(none)',
  ];
  const paid = { isPaid: true, isDisplay: false, isAffiliate: false, kind: 'search' as const };
  const seen = new Set<string>();
  for (const utm_medium of media)
    for (const utm_source of [null, 'x', 'email', '(direct)'])
      for (const kind of [null, 'search', 'social', 'ai', 'email'] as const)
        for (const click of [null, paid, { ...paid, isDisplay: true }, { ...paid, isPaid: false }])
          for (const hasReferrer of [true, false])
            seen.add(findChannel({ utm_source, utm_medium, kind, click, hasReferrer }));
  expect([...seen].sort()).toEqual([...CHANNELS].sort());
});
