import { describe, expect, it } from 'vitest';
import { asAdmin, BROWSER } from '../../api';
import { recordWhen } from '../../support/stored';
import { GOOGLEBOT, visit } from './visit';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';

describe('device and browser', () => {
  it.each([
    [BROWSER, 'desktop', { name: 'macOS', version: null }, 'Chrome', '141.0.0.0'],
    [IPHONE, 'mobile', { name: 'iOS', version: '18.5' }, 'Safari', '18.5'],
    [FIREFOX, 'desktop', { name: 'Windows', version: '10' }, 'Firefox', '144.0'],
  ])('are read from the user agent %s', async (agent, type, os, name, version) => {
    const headers = { 'user-agent': agent, 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' };
    const session = await visit({}, { headers });
    expect(session.device).toMatchObject({ type, os });
    expect(session.browser).toEqual({ name, version, language: 'de-DE' });
  });

  const IPAD =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
  const MAC = { type: 'desktop', os: { name: 'macOS', version: null } };
  it.each([
    ['five touch points', { touch_points: 5 }, { type: 'tablet', touch_support: true }],
    ['a touch screen', { touch_support: true }, { type: 'tablet', touch_support: true }],
    ['no touch point', { touch_points: 0 }, { ...MAC, touch_support: false }],
    ['nothing', {}, { ...MAC, touch_support: null }],
    ['its own word', { touch_points: 5, type: 'desktop', os: 'macOS' }, { type: 'desktop' }],
  ])('tell an iPad that says it is a Mac by %s', async (_, device, shown) => {
    const session = await visit({ device }, { headers: { 'user-agent': IPAD } });
    const os = { name: 'iPadOS', version: null };
    expect(session.device).toMatchObject({ ...(shown.type === 'tablet' && { os }), ...shown });
    expect(session.browser).toMatchObject({ name: 'Safari', version: '17.4' });
  });

  it('are read from client hints beside the user agent, but not from those of a server', async () => {
    const headers = {
      'user-agent': BROWSER.replace('Macintosh; Intel Mac OS X 10_15_7', 'Windows NT 10.0'),
      'sec-ch-ua': '"Brave";v="131", "Chromium";v="131"',
      'sec-ch-ua-platform': '"Windows"',
      'sec-ch-ua-platform-version': '"15.0.0"',
    };
    const page = await visit({}, { headers });
    expect(page.device.os).toEqual({ name: 'Windows', version: '11' });
    expect(page.browser).toMatchObject({ name: 'Brave', version: '131' });
    const server = await visit({}, { headers: { ...headers, ...asAdmin } });
    expect(server.device.os).toEqual({ name: 'Windows', version: '10' });
    expect(server.browser).toMatchObject({ name: 'Chrome', version: '141.0.0.0' });
  });

  it('have one spelling', async () => {
    const headers = { 'accept-language': 'fr;q=0.3,de_de;q=0.9' };
    const [told, seen] = [
      await visit({ device: { type: ' Mobile ' }, browser: { language: 'EN-us' } }, { headers }),
      await visit({ device: { type: ' ' }, browser: { language: '' } }, { headers }),
    ];
    expect([told.device.type, told.browser.language]).toEqual(['mobile', 'en-US']);
    expect([seen.device.type, seen.browser.language]).toEqual(['desktop', 'de-DE']);
    const any = await visit({ browser: { language: '*' } }, { headers });
    expect(any.browser.language).toBeNull();
  });

  it('of a touch screen elsewhere are not changed', async () => {
    const device = { touch_points: 10 };
    const session = await visit({ device }, { headers: { 'user-agent': FIREFOX } });
    expect(session.device).toMatchObject({ type: 'desktop', os: { name: 'Windows' } });
  });

  it('are as the client reports, and nothing is added', async () => {
    const device = {
      type: 'kiosk',
      os: { name: 'HaikuOS', version: 'R1' },
      screen_size: { width: 1920, height: 1080 },
      pixel_ratio: 1.5,
      orientation: 'landscape-primary',
      memory: 8,
      cpu_cores: 16,
      touch_support: true,
    };
    const browser = { name: 'WebPositive', version: '1.3', language: 'fi' };
    const session = await visit({ device, browser });
    expect(session).toMatchObject({ device, browser });
    const half = await visit({ device: { type: 'tv' }, browser: { name: 'Odd' } });
    expect(half.device).toMatchObject({ type: 'tv', os: { name: 'macOS' } });
    expect(half.browser).toEqual({ name: 'Odd', version: null, language: null });
  });

  it.each([
    ['iOS', { name: 'iOS', version: null }],
    [{ name: 'iOS' }, { name: 'iOS', version: null }],
    [
      { name: 'iOS', version: '18.5' },
      { name: 'iOS', version: '18.5' },
    ],
  ])('take os as %o', async (os, shown) => {
    expect((await visit({ device: { os } })).device.os).toEqual(shown);
  });

  it.each(['390x844', '390 x 844', '390X844', '390×844', { width: 390, height: 844 }])(
    'take screen_size as %o',
    async (screen_size) => {
      const { device } = await visit({ device: { screen_size } });
      expect(device.screen_size).toEqual({ width: 390, height: 844 });
    },
  );

  it('are null where nothing is reported', async () => {
    const session = await visit({}, { headers: { 'user-agent': '' } });
    expect(session.browser).toEqual({ name: null, version: null, language: null });
    expect(session.device.os).toEqual({ name: null, version: null });
  });
});

describe('a bot', () => {
  it.each([
    ['its user agent', { headers: { 'user-agent': GOOGLEBOT } }, 'user_agent'],
    ['a library as user agent', { headers: { 'user-agent': 'curl/8.5.0' } }, 'user_agent'],
    ['a low score', { cf: { botManagement: { score: 2 } } }, 'bot_management'],
    ['no user agent', { headers: { 'user-agent': '' } }, 'no_user_agent'],
    ['being verified', { cf: { botManagement: { verifiedBot: true } } }, 'bot_management'],
  ])('is kept, and marked with the reason: %s', async (_, from, bot_reason) => {
    const session = await visit({}, from);
    expect(session).toMatchObject({ is_bot: true, status: 'active' });
    const record = await recordWhen(session.session_id, () => true);
    expect(record).toMatchObject({ is_bot: 1, bot_reason });
  });

  it('is not a person with a good score, nor a server with a library', async () => {
    const person = await visit({}, { cf: { botManagement: { score: 99, verifiedBot: false } } });
    const server = await visit({}, { headers: { ...asAdmin, 'user-agent': 'curl/8.5.0' } });
    const silent = await visit({}, { headers: { ...asAdmin, 'user-agent': '' } });
    for (const { session_id, is_bot } of [person, server, silent]) {
      expect(is_bot).toBe(false);
      const record = await recordWhen(session_id, () => true);
      expect(record).toMatchObject({ is_bot: 0, bot_reason: null });
    }
    expect(server.browser.name).toBeNull();
  });
});

it('reads a language from a list as long as browsers have', async () => {
  const language = `fr;q=0.3,${Array.from({ length: 60 }, (_, index) => `en-US;q=0.${index + 10}`).join()},de_DE`;
  expect((await visit({ browser: { language } })).browser.language).toBe('de-DE');
});
