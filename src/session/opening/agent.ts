/** Device and browser of a visitor, and whether it is a bot: by the request's headers where the caller does not say it. */
import type { Caller } from '../../access/caller';
import { type Browser, type Device, MAX_CHARS } from '../life/session';
import type { OpenCommand } from '../schema';
import { NO_HINTS, readClientHints } from './client-hints';
import { cut } from './cut';
import { chooseLanguage } from './language';
import type { RequestFacts } from './request-facts';
import { isBotAgent, readUserAgent, type Seen } from './user-agent';

/**
 * Device and browser: as the caller says, else as the headers say. Those of a server's request are its own and say nothing of
 * the visitor, save the user agent, which a server may pass on.
 */
export function describeAgent(
  command: OpenCommand,
  headers: Headers,
  caller: Caller,
): { device: Device; browser: Browser } {
  const { device, browser } = command;
  const seen = see(headers, caller, device?.touch_support === true);
  const name = browser?.name?.trim();
  const { language } = browser ?? {};
  const accepted = caller.kind === 'server' ? null : headers.get('accept-language');
  return {
    device: {
      type: device?.type?.trim().toLowerCase() || cut(seen?.type, MAX_CHARS.device_type),
      os: device?.os.name
        ? device.os
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
      name: name || cut(seen?.browser.name, MAX_CHARS.browser),
      version: browser?.version ?? (name ? null : cut(seen?.browser.version, MAX_CHARS.version)),
      language: chooseLanguage(language?.trim() ? language : accepted),
    },
  };
}

function see(headers: Headers, caller: Caller, hasTouchScreen: boolean): Seen | null {
  const agent = agentOf(headers);
  if (agent === '') return null;
  if (caller.kind === 'browser') {
    return readUserAgent(agent, readClientHints(headers), hasTouchScreen);
  }
  return isBotAgent(agent) ? null : readUserAgent(agent, NO_HINTS, hasTouchScreen);
}

/**
 * Why the visitor is a bot, or null. Cloudflare's score of a server's or a proxy's own connection says nothing about the
 * visitor; the user agent that a proxy forwards does. Every browser sends one.
 */
export function findBotReason({ headers, cf }: RequestFacts, caller: Caller): string | null {
  if (caller.kind === 'server') return null;
  const score = caller.proxied === null ? Object(cf).botManagement : undefined;
  if (isLikelyBot(score)) return 'bot_management';
  const agent = agentOf(headers);
  if (agent === '') return 'no_user_agent';
  return isBotAgent(agent) ? 'user_agent' : null;
}

function agentOf(headers: Headers): string {
  return headers.get('user-agent')?.trim() ?? '';
}

/** Score 1 is automated, 2 to 29 likely automated: https://developers.cloudflare.com/bots/concepts/bot-score/ */
function isLikelyBot(management: unknown): boolean {
  const { verifiedBot, score }: { verifiedBot?: unknown; score?: unknown } = Object(management);
  return verifiedBot === true || (typeof score === 'number' && score > 0 && score < 30);
}
