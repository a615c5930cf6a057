/** What a visitor uses, and whether it is a person: by the user agent, where the caller does not say it. */
import Bowser from 'bowser';
import { isbot } from 'isbot';
import type { Caller } from '../../access/caller';
import type { Browser, Device } from '../life/session';
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
  // Safari of an iPad says that it is a Mac, and no Mac has a touch screen.
  const isTablet = seen?.os.name === 'macOS' && device?.touch_support === true;
  const language = headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim();
  return {
    device: {
      type: device?.type ?? (isTablet ? 'tablet' : cut(seen?.platform.type, 32)),
      os: device?.os.name
        ? device.os
        : isTablet
          ? { name: 'iPadOS', version: null }
          : { name: cut(seen?.os.name, 64), version: cut(seen?.os.version, 64) },
      screen_size: device?.screen_size ?? null,
      pixel_ratio: device?.pixel_ratio ?? null,
      orientation: device?.orientation ?? null,
      memory: device?.memory ?? null,
      cpu_cores: device?.cpu_cores ?? null,
      touch_support: device?.touch_support ?? null,
    },
    browser: {
      name: browser?.name ?? cut(seen?.browser.name, 64),
      version: browser?.version ?? (browser?.name ? null : cut(seen?.browser.version, 64)),
      language: browser?.language ?? (caller.kind === 'server' ? null : cut(language, 35)),
    },
  };
}

/**
 * A server's own address, HTTP library and place say nothing of the visitor, nor do a proxy's; the user agent of a
 * browser that they forward does.
 */
export function findBotReason({ headers, cf }: RequestFacts, caller: Caller): string | null {
  if (caller.kind === 'server') return null;
  const score = caller.proxied === null ? Object(cf).botManagement : undefined;
  if (isLikelyBot(score)) return 'bot_management';
  return isbot(headers.get('user-agent')) ? 'user_agent' : null;
}

/** https://developers.cloudflare.com/bots/concepts/bot-score/: 1 is certainly automated, below 30 likely. */
function isLikelyBot(management: unknown): boolean {
  const { verifiedBot, score }: { verifiedBot?: unknown; score?: unknown } = Object(management);
  return verifiedBot === true || (typeof score === 'number' && score > 0 && score < 30);
}
