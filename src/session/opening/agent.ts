/** Device and browser of a visitor, and whether it is a bot: by the user agent where the caller does not say it. */
import Bowser from 'bowser';
import { isbot } from 'isbot';
import type { Caller } from '../../access/caller';
import { type Browser, type Device, MAX_CHARS } from '../life/session';
import type { OpenCommand } from '../schema';
import { cut } from './cut';
import type { RequestFacts } from './request-facts';

/** Device and browser: as the caller says, else as the user agent says. */
export function describeAgent(
  command: OpenCommand,
  headers: Headers,
  caller: Caller,
): { device: Device; browser: Browser } {
  const agent = headers.get('user-agent') ?? '';
  const seen =
    agent === '' || (caller.kind === 'server' && isbot(agent)) ? null : Bowser.parse(agent);
  const { device, browser } = command;
  // Safari on an iPad claims to be on a Mac, and no Mac has a touch screen.
  const isTablet = seen?.os.name === 'macOS' && device?.touch_support === true;
  const language = headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim();
  return {
    device: {
      type: device?.type ?? (isTablet ? 'tablet' : cut(seen?.platform.type, MAX_CHARS.device_type)),
      os: device?.os.name
        ? device.os
        : isTablet
          ? { name: 'iPadOS', version: null }
          : {
              name: cut(seen?.os.name, MAX_CHARS.os),
              version: cut(seen?.os.version, MAX_CHARS.version),
            },
      screen_size: device?.screen_size ?? null,
      pixel_ratio: device?.pixel_ratio ?? null,
      orientation: device?.orientation ?? null,
      memory: device?.memory ?? null,
      cpu_cores: device?.cpu_cores ?? null,
      touch_support: device?.touch_support ?? null,
    },
    browser: {
      name: browser?.name ?? cut(seen?.browser.name, MAX_CHARS.browser),
      version:
        browser?.version ?? (browser?.name ? null : cut(seen?.browser.version, MAX_CHARS.version)),
      language:
        browser?.language ?? (caller.kind === 'server' ? null : cut(language, MAX_CHARS.language)),
    },
  };
}

/**
 * Why the visitor is a bot, or null. Cloudflare's score of a server's or a proxy's own connection says nothing about the
 * visitor; the user agent that a proxy forwards does.
 */
export function findBotReason({ headers, cf }: RequestFacts, caller: Caller): string | null {
  if (caller.kind === 'server') return null;
  const score = caller.proxied === null ? Object(cf).botManagement : undefined;
  if (isLikelyBot(score)) return 'bot_management';
  return isbot(headers.get('user-agent')) ? 'user_agent' : null;
}

/** Score 1 is automated, 2 to 29 likely automated: https://developers.cloudflare.com/bots/concepts/bot-score/ */
function isLikelyBot(management: unknown): boolean {
  const { verifiedBot, score }: { verifiedBot?: unknown; score?: unknown } = Object(management);
  return verifiedBot === true || (typeof score === 'number' && score > 0 && score < 30);
}
