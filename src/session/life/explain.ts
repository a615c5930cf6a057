/**
 * Why a session is as it is: in words for people, and in values for programs. Everything is worked out from the stored session
 * by the rules themselves (`expiry.ts`, `measure.ts`); nothing is decided here. Where it came from is explained by the rules of
 * opening (`opening/explain-source.ts`).
 */
import { expiresAt, MAX_LENGTH_MS, passTime, phaseOf } from './expiry';
import { writeInstant } from './instants';
import { ENGAGED_ACTIVE_MS, ENGAGED_PAGE_VIEWS, engagementsOf, measure } from './measure';
import type { Session } from './session';

/** One question that people ask about a session. `because`: the reasons, as words that do not change. */
export type Statement = {
  about: 'began' | 'source' | 'engaged' | 'bounced' | 'reopened' | 'ended' | 'final' | 'bot';
  value: string | number | boolean | null;
  because: string[];
  text: string;
};

/**
 * The statements in the order of a session's life. `now`: ms since the epoch; time passes first.
 *
 * @example
 * explainSession(session, Date.now()).find(({ about }) => about === 'ended')?.text
 * // 'It ended at 2026-11-02T10:05:00.000Z, by the idle timeout: nothing was heard for 30 min after the last activity.'
 */
export function explainSession(stored: Session, now: number): Statement[] {
  const session = passTime(stored, now);
  return [
    explainBeginning(session),
    explainEngagement(session),
    explainBounce(session),
    explainReopening(session),
    explainEnd(session),
    explainPhase(session, now),
    explainBot(session),
  ];
}

function explainBeginning({ started_at, previous_session_id }: Session): Statement {
  const about = 'began';
  const began = `It began at ${writeInstant(started_at)}`;
  if (previous_session_id === null)
    return {
      about,
      value: started_at,
      because: ['opened'],
      text: `${began}, when it was opened for the first time.`,
    };
  return {
    about,
    value: started_at,
    because: ['follows'],
    text: `${began}. It follows session ${previous_session_id}: that one was final, or the caller named it.`,
  };
}

function explainEngagement(session: Session): Statement {
  const because = engagementsOf(session);
  const { active_time } = measure(session);
  const facts = {
    active_time: `${seconds(active_time)} of active time (${seconds(ENGAGED_ACTIVE_MS)} are enough)`,
    page_views: `${session.page_views} page ${session.page_views === 1 ? 'view' : 'views'} (${ENGAGED_PAGE_VIEWS} are enough)`,
    identified: 'the visitor was identified',
  };
  const text =
    because.length > 0
      ? `It is engaged: ${because.map((name) => facts[name]).join(', ')}.`
      : `It is not engaged: only ${facts.active_time}, ${facts.page_views}, and nobody was identified.`;
  return { about: 'engaged', value: because.length > 0, because, text };
}

function explainBounce(session: Session): Statement {
  const about = 'bounced';
  if (engagementsOf(session).length > 0)
    return { about, value: false, because: ['engaged'], text: 'It is no bounce: it is engaged.' };
  if (session.ended_at === null)
    return { about, value: false, because: ['active'], text: 'It is no bounce yet: it is active.' };
  const text = 'It is a bounce: it ended without having been engaged.';
  return { about, value: true, because: ['ended', 'not_engaged'], text };
}

function explainReopening({ reopened_count }: Session): Statement {
  const times = reopened_count === 1 ? 'once' : `${reopened_count} times`;
  return {
    about: 'reopened',
    value: reopened_count,
    because: reopened_count > 0 ? ['opened_again'] : [],
    text:
      reopened_count > 0
        ? `It was reopened ${times}: it was opened again after an end and before it was final.`
        : 'It was never reopened.',
  };
}

function explainEnd(session: Session): Statement {
  const about = 'ended';
  const { ended_at, ended_by, idle_timeout_ms } = session;
  if (ended_at === null)
    return {
      about,
      value: null,
      because: [],
      text: `It is active. Unless more is heard, it ends at ${writeInstant(expiresAt(session))}.`,
    };
  const reasons = {
    client: 'when the page or a server said so',
    idle: `by the idle timeout: nothing was heard for ${minutes(idle_timeout_ms)} after the last activity`,
    max_length: `by the maximum length of ${minutes(MAX_LENGTH_MS)}`,
  };
  const by = ended_by ?? 'client';
  const { exit_type } = measure(session);
  const { exit_told, exit_type: told } = session.merge;
  const isLate = exit_told && by !== 'client';
  const exit = !exit_told
    ? `Its exit type is ${exit_type}, since no end was told`
    : told === null
      ? `Its exit type is ${exit_type}, by whether it was engaged`
      : `Its exit type is ${exit_type}, as told`;
  return {
    about,
    value: ended_at,
    because: [by, ...(isLate ? ['late_end'] : [])],
    text: `It ended at ${writeInstant(ended_at)}, ${reasons[by]}. ${exit}${isLate ? ', by an end that arrived later' : ''}.`,
  };
}

function explainPhase(session: Session, now: number): Statement {
  const phase = phaseOf(session, now);
  const until = writeInstant(expiresAt(session));
  const texts = {
    live: `It is live until ${until}.`,
    ended: `It can be reopened until ${until}.`,
    final: `It is final since ${until}: opening it again begins another session.`,
  };
  return { about: 'final', value: phase === 'final', because: [phase], text: texts[phase] };
}

function explainBot({ is_bot, bot_reason }: Session): Statement {
  const reasons: Record<string, string> = {
    user_agent: 'its user agent is one of a bot',
    no_user_agent: 'a page sent no user agent',
    bot_management: 'Cloudflare takes it for one',
  };
  return {
    about: 'bot',
    value: is_bot,
    because: bot_reason === null ? [] : [bot_reason],
    text: is_bot
      ? `It is counted as a bot: ${reasons[bot_reason ?? ''] ?? bot_reason}. Reports leave it out.`
      : 'It is not counted as a bot.',
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

function minutes(ms: number): string {
  return ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : `${Math.round(ms / 6000) / 10} min`;
}
