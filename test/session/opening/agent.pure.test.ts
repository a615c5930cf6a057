/** Which browser on which device: what comes in, and what is stored. */
import { describe, expect, it } from 'vitest';
import { NO_HINTS, readClientHints } from '../../../src/session/opening/client-hints';
import { isBotAgent, readUserAgent } from '../../../src/session/opening/user-agent';

const KHTML = '(KHTML, like Gecko)';
const chrome = (system: string, rest = 'Chrome/131.0.0.0 Safari/537.36') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 ${KHTML} ${rest}`;
const WINDOWS = 'Windows NT 10.0; Win64; x64';
const MAC = 'Macintosh; Intel Mac OS X 10_15_7';
const LINUX = 'X11; Linux x86_64';
const ANDROID = 'Linux; Android 10; K';
const MOBILE = 'Chrome/131.0.0.0 Mobile Safari/537.36';
const iphone = (rest: string, os = '16_6') =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${os} like Mac OS X) AppleWebKit/605.1.15 ${KHTML} ${rest}`;
const ipad = (rest: string, os = '17_4') =>
  `Mozilla/5.0 (iPad; CPU OS ${os} like Mac OS X) AppleWebKit/605.1.15 ${KHTML} ${rest}`;
const safariOnMac = `Mozilla/5.0 (${MAC}) AppleWebKit/605.1.15 ${KHTML} Version/17.4 Safari/605.1.15`;
const firefox = (system: string) =>
  `Mozilla/5.0 (${system}; rv:144.0) Gecko/20100101 Firefox/144.0`;
/** A page in an app on an Android phone. */
const webView = (mark: string) =>
  chrome(
    'Linux; Android 11; SM-G991B Build/RP1A.200720.012; wv',
    `Version/4.0 Chrome/93.0.4577.62 Mobile Safari/537.36 ${mark}`,
  );

const see = (agent: string, headers: Record<string, string> = {}, hasTouchScreen = false) =>
  readUserAgent(agent, readClientHints(new Headers(headers)), hasTouchScreen);
/** `tablet, Android 13`. */
const deviceOf = (...told: Parameters<typeof see>) => {
  const { type, os } = see(...told);
  return `${type}, ${[os.name, os.version].filter((part) => part !== null).join(' ')}`;
};
const browserOf = (...told: Parameters<typeof see>) => {
  const { name, version } = see(...told).browser;
  return [name, version].filter((part) => part !== null).join(' ');
};

describe('device and system', () => {
  it.each([
    // Windows is called by its name, not by the number of its kernel.
    [chrome(WINDOWS), 'desktop, Windows 10'],
    [chrome('Windows NT 6.3; Win64; x64'), 'desktop, Windows 8.1'],
    [chrome('Windows NT 6.2; Win64; x64'), 'desktop, Windows 8'],
    [chrome('Windows NT 6.1; WOW64'), 'desktop, Windows 7'],
    [chrome('Windows NT 5.1'), 'desktop, Windows XP'],
    // The version that macOS had in 2020, whatever it is.
    [chrome(MAC), 'desktop, macOS'],
    [safariOnMac, 'desktop, macOS'],
    [firefox('Macintosh; Intel Mac OS X 10.15'), 'desktop, macOS'],
    [chrome('Macintosh; Intel Mac OS X 10_14_6'), 'desktop, macOS 10.14.6'],
    // `K` stands for the model, and 10 for the version.
    [chrome(ANDROID, MOBILE), 'mobile, Android'],
    [chrome(ANDROID), 'tablet, Android'],
    [chrome('Linux; Android 13; SM-A536B', MOBILE), 'mobile, Android 13'],
    [chrome('Linux; Android 10; SM-A405FN', MOBILE), 'mobile, Android 10'],
    [iphone('Version/18.5 Mobile/15E148 Safari/604.1', '18_5'), 'mobile, iOS 18.5'],
    // As Safari says since version 26.
    [iphone('Version/26.1 Mobile/15E148 Safari/604.1', '18_7'), 'mobile, iOS'],
    [iphone('CriOS/141.0.7390.96 Mobile/15E148 Safari/604.1', '26_0'), 'mobile, iOS 26.0'],
    [ipad('Version/17.4 Mobile/15E148 Safari/604.1'), 'tablet, iPadOS 17.4'],
    [ipad('Version/12.1 Mobile/15E148 Safari/604.1', '12_5'), 'tablet, iOS 12.5'],
    [chrome('X11; CrOS x86_64 14541.0.0'), 'desktop, Chrome OS'],
    [chrome(LINUX), 'desktop, Linux'],
  ])('of %s: %s', (agent, shown) => {
    expect(deviceOf(agent)).toBe(shown);
  });
});

describe('an iPad that asks for the desktop’s pages as a Mac', () => {
  it.each([
    ['Safari, with a touch screen', safariOnMac, true, {}, 'tablet, iPadOS'],
    ['Safari, without one', safariOnMac, false, {}, 'desktop, macOS'],
    // Only a Chromium sends hints, and there is none on an iPad.
    [
      'Chrome that plays a phone',
      chrome(MAC),
      true,
      { 'sec-ch-ua-platform': '"macOS"' },
      'desktop, macOS',
    ],
    ['Windows with a touch screen', chrome(WINDOWS), true, {}, 'desktop, Windows 10'],
  ])('is told from it: %s', (_, agent, hasTouchScreen, headers, shown) => {
    expect(deviceOf(agent, headers, hasTouchScreen)).toBe(shown);
  });
});

describe('the platform in client hints', () => {
  const platform = (name: string, version = '', mobile = '') => ({
    'sec-ch-ua-platform': `"${name}"`,
    ...(version !== '' && { 'sec-ch-ua-platform-version': `"${version}"` }),
    ...(mobile !== '' && { 'sec-ch-ua-mobile': mobile }),
  });

  it.each([
    // Windows 11 is 13 and more; 10 is 1 to 10; before that 0.
    ['Windows', chrome(WINDOWS), platform('Windows', '15.0.0'), 'desktop, Windows 11'],
    ['Windows', chrome(WINDOWS), platform('Windows', '13.0.0'), 'desktop, Windows 11'],
    ['Windows', chrome(WINDOWS), platform('Windows', '10.0.0'), 'desktop, Windows 10'],
    ['Windows', chrome('Windows NT 6.1'), platform('Windows', '0.1.0'), 'desktop, Windows 7'],
    ['Windows', chrome(WINDOWS), platform('Windows'), 'desktop, Windows 10'],
    ['macOS', chrome(MAC), platform('macOS', '15.1.0'), 'desktop, macOS 15.1'],
    // A tablet that asks for the desktop's pages.
    ['Android', chrome(LINUX), platform('Android'), 'tablet, Android'],
    ['Android', chrome(LINUX), platform('Android', '14.0.0', '?0'), 'tablet, Android 14'],
    ['Android', chrome(LINUX), platform('Android', '', '?1'), 'mobile, Android'],
    ['Android', chrome(ANDROID, MOBILE), platform('Android', '14.0.0', '?1'), 'mobile, Android 14'],
    ['Android', chrome(ANDROID), platform('Android', '', '?0'), 'tablet, Android'],
    ['Chrome OS', chrome(LINUX), platform('Chrome OS'), 'desktop, Chrome OS'],
    ['a television', chrome('Web0S; Linux/SmartTV'), platform('Linux'), 'tv, WebOS'],
    ['nothing known', chrome(WINDOWS), platform('Unknown'), 'desktop, Windows 10'],
    ['nothing', chrome(WINDOWS), platform('', '', '?1'), 'desktop, Windows 10'],
    ['no version', chrome(WINDOWS), platform('Windows', 'x'), 'desktop, Windows 10'],
  ])('says %s: %s with %o is %s', (_, agent, headers, shown) => {
    expect(deviceOf(agent, headers)).toBe(shown);
  });
});

describe('the brands in client hints', () => {
  it.each([
    ['"Brave";v="131", "Chromium";v="131"', 'Brave 131'],
    ['"Brave";v="131", "Chromium";v="131", "Not_A Brand";v="24"', 'Brave 131'],
    ['" Not A;Brand";v="99", "Chromium";v="131", "Vivaldi";v="7.0"', 'Vivaldi 7.0'],
    ['"Not)A;Brand";v="8", "Chromium";v="131", "YaBrowser";v="25.2"', 'Yandex Browser 25.2'],
    ['"Samsung Internet";v="27", "Chromium";v="131"', 'Samsung Internet for Android 27'],
    ['"Opera GX";v="116", "Google Chrome";v="131", "Chromium";v="131"', 'Opera 116'],
    ['"A \\"quoted\\" name";v="1", "Chromium";v="131"', 'A \\"quoted\\" name 1'],
    // As the user agent says, with the same version.
    ['"Google Chrome";v="131", "Chromium";v="131", "Not_A Brand";v="24"', 'Chrome 131.0.0.0'],
    ['"Android WebView";v="131", "Chromium";v="131", "Not_A Brand";v="24"', 'Chrome 131.0.0.0'],
    ['"Chromium";v="131", "Not_A Brand";v="24"', 'Chromium 131'],
    // Nothing that says anything.
    ['"Not_A Brand";v="24"', 'Chrome 131.0.0.0'],
    ['', 'Chrome 131.0.0.0'],
    ['"', 'Chrome 131.0.0.0'],
    ['Brave;v=131', 'Chrome 131.0.0.0'],
  ])('%s beside the user agent of Chrome: %s', (brands, shown) => {
    expect(browserOf(chrome(WINDOWS), { 'sec-ch-ua': brands })).toBe(shown);
  });

  it('say less than a user agent that names the browser', () => {
    const agent = chrome(WINDOWS, 'Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0');
    const hint = { 'sec-ch-ua': '"Google Chrome";v="131", "Chromium";v="131"' };
    expect(browserOf(agent, hint)).toBe('Microsoft Edge 131.0.0.0');
    const edge = { 'sec-ch-ua': '"Microsoft Edge";v="131", "Chromium";v="131"' };
    expect(browserOf(agent, edge)).toBe('Microsoft Edge 131.0.0.0');
  });

  it('come with the whole version where a site asks for it', () => {
    const full = {
      'sec-ch-ua-full-version-list':
        '"Google Chrome";v="131.0.6778.86", "Chromium";v="131.0.6778.86"',
    };
    const brands = { 'sec-ch-ua': '"Google Chrome";v="131", "Chromium";v="131"' };
    expect(browserOf(chrome(WINDOWS), { ...brands, ...full })).toBe('Chrome 131.0.6778.86');
    expect(browserOf(chrome(WINDOWS), full)).toBe('Chrome 131.0.6778.86');
  });

  it('do not stand for the app that shows the page', () => {
    const headers = { 'sec-ch-ua': '"Android WebView";v="131", "Chromium";v="131"' };
    expect(browserOf(webView('Instagram 250.0.0.21.109 Android (30/11)'), headers)).toBe(
      'Instagram 250.0.0.21.109',
    );
  });

  it('are none where no header is sent', () => {
    expect(readClientHints(new Headers())).toEqual(NO_HINTS);
  });
});

describe('the browser of an app', () => {
  const APPLE = 'Mobile/15E148';
  it.each([
    [
      iphone(`${APPLE} Instagram 159.0.0.28.123 (iPhone12,1; iOS 14_2; de_DE)`),
      'Instagram 159.0.0.28.123',
    ],
    [
      webView('Instagram 250.0.0.21.109 Android (30/11; 420dpi; samsung)'),
      'Instagram 250.0.0.21.109',
    ],
    [iphone(`${APPLE} Barcelona 289.0.0.21.109 (iPhone12,1; iOS 16_6)`), 'Threads 289.0.0.21.109'],
    [
      iphone(`${APPLE} [FBAN/FBIOS;FBAV/420.0.0.32.71;FBDV/iPhone12,1;FBSN/iOS;FBSV/16.6]`),
      'Facebook 420.0.0.32.71',
    ],
    [webView('[FB_IAB/FB4A;FBAV/407.0.0.30.97;]'), 'Facebook 407.0.0.30.97'],
    // Facebook's browser, opened by Messenger.
    [webView('[FB_IAB/Orca-Android;FBAV/331.0.0.15.119;]'), 'Facebook 331.0.0.15.119'],
    [iphone(`${APPLE} [FBAN/MessengerForiOS;FBAV/420.0]`), 'Facebook 420.0'],
    [webView('[FB_IAB/FB4A]'), 'Facebook'],
    [iphone(`${APPLE} musical_ly_31.5.0 JsSdk/2.0 BytedanceWebview/d8a21c6`), 'TikTok 31.5.0'],
    [
      webView(
        'trill_2023105030 JsSdk/1.0 AppName/musical_ly app_version/31.5.3 BytedanceWebview/d8a',
      ),
      'TikTok 31.5.3',
    ],
    [webView('trill_310503 JsSdk/1.0 AppName/trill BytedanceWebview/d8a21c6'), 'TikTok'],
    [iphone(`${APPLE} [LinkedInApp]/9.28.1234`), 'LinkedIn 9.28.1234'],
    [webView('[LinkedInApp]'), 'LinkedIn'],
    [
      iphone(`${APPLE} Snapchat/12.50.0.35 (like Safari/8616.1.27.10.6, panda)`),
      'Snapchat 12.50.0.35',
    ],
    [webView('Snapchat/12.50.0.35 (SM-G991B; Android 11#1; gzip)'), 'Snapchat 12.50.0.35'],
    [iphone(`${APPLE} [Pinterest/iOS]`), 'Pinterest'],
    [webView('[Pinterest/Android]'), 'Pinterest'],
    [iphone(`${APPLE} Twitter for iPhone/10.10`), 'X 10.10'],
    [webView('TwitterAndroid'), 'X'],
    [
      iphone(`${APPLE} MicroMessenger/8.0.42(0x18002a2f) NetType/WIFI Language/zh_CN`),
      'WeChat 8.0.42',
    ],
    [iphone(`${APPLE} Safari Line/13.18.0`), 'Line 13.18.0'],
    [webView('Line/13.18.0/IAB'), 'Line 13.18.0'],
    [webView('KAKAOTALK 2410130'), 'KakaoTalk 2410130'],
    [iphone(`${APPLE} NAVER(inapp; search; 1001; 12.3.2; 14PRO)`), 'Naver 12.3.2'],
    [iphone(`${APPLE} Reddit/Version 2023.40.0/Build 613944/iOS Version 16.6`), 'Reddit 2023.40.0'],
    [webView('WA4A/2.24.1'), 'WhatsApp 2.24.1'],
    [iphone(`GSA/286.0.565315183 ${APPLE} Safari/604.1`), 'Google Search 286.0.565315183'],
    [webView('GSA/14.38.9.29.arm64'), 'Google Search 14.38.9.29'],
    [iphone(`${APPLE} BingSapphire/1.0.411`), 'Bing 1.0.411'],
  ])('%s: %s', (agent, shown) => {
    const isApple = agent.includes('iPhone;');
    expect(browserOf(agent)).toBe(shown);
    // The device is as without the app.
    expect(deviceOf(agent)).toBe(isApple ? 'mobile, iOS 16.6' : 'mobile, Android 11');
    expect(isBotAgent(agent)).toBe(false);
  });

  it.each([
    [
      '[FBAN/FB4A;FBAV/35.0.0.48.273;FBCR/o2-de;FBDM/{density=1.3,width=800};FBSV/4.4.2;]',
      'mobile, Android 4.4.2',
    ],
    ['[FBAN/FB4A;FBAV/35.0.0.48.273;FBCR/o2-de;FBDM/{density=1.3,width=800}]', 'mobile, Android'],
    [
      'Mozilla/5.0(Linux;Android13;SM-A536B)[FBAN/FB4A;FBAV/35.0.0.48.273;FBSV/13]',
      'mobile, Android 13',
    ],
    ['[FBAN/FBIOS;FBAV/35.0.0.48.273;FBDV/iPhone12,1;FBSN/iOS;FBSV/16.6]', 'mobile, iOS 16.6'],
    ['[FBAN/FBIOS;FBAV/35.0.0.48.273;FBDV/iPad7,5;FBSN/iOS;FBSV/16.6]', 'tablet, iPadOS 16.6'],
  ])('in one word is Facebook’s and no bot: %s: %s', (agent, shown) => {
    expect(isBotAgent(agent)).toBe(false);
    expect(deviceOf(agent)).toBe(shown);
    expect(browserOf(agent)).toBe('Facebook 35.0.0.48.273');
  });
});

describe('a bot', () => {
  it.each([
    'facebookexternalhit/1.1',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'facebookexternalhit/1.1;[FBAN/FB4A]',
    'facebookexternalhit/1.1;line-poker/1.0',
    'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
    'facebookcatalog/1.0',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
    'Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)',
    'Twitterbot/1.0',
    'WhatsApp/2.23.20.0 A',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'curl/8.5.0',
  ])('is still one: %s', (agent) => {
    expect(isBotAgent(agent)).toBe(true);
  });
});

it('takes a user agent of any length and content at once', () => {
  const hostile = ['trill_1 ', 'FBAN/', 'NAVER(inapp; ', '(', '"', '\\', ' ; ', 'Android '];
  const startedAt = performance.now();
  for (const part of hostile) {
    const text = part.repeat(8000);
    see(text, { 'sec-ch-ua': text, 'sec-ch-ua-platform': text });
    isBotAgent(text);
  }
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
  'a brand and a platform called %s are names like others',
  (name) => {
    const headers = { 'sec-ch-ua': `"${name}";v="1"`, 'sec-ch-ua-platform': `"${name}"` };
    expect(browserOf(chrome(WINDOWS), headers)).toBe(`${name} 1`);
    expect(deviceOf(chrome(WINDOWS), headers)).toBe('desktop, Windows 10');
  },
);
