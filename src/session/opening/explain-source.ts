/**
 * Why a session has its source and channel. Asked of the rules themselves: what was told decides where the rules say something else
 * without it. Pure.
 */
import type { Statement } from '../life/explain';
import type { Arrival } from '../life/session';
import { CLICK_IDS } from './click-ids';
import { findSource, type SourceEvidence } from './source';

/** What was told, how the rules see the visit without it, and what it has decided of the visit. */
type Told = { name: string; text: string; without: SourceEvidence };

export function explainSource(arrival: Omit<Arrival, 'referrer'>): Statement {
  const { source, channel } = arrival;
  const evidence = evidenceOf(arrival);
  const all = listTold(arrival, evidence);
  const internal = arrival.referrer_is_internal
    ? [
        `The page before was of the site itself (${quote(arrival.referrer_host)}), which is no source.`,
      ]
    : [];
  const say = (because: string[], ...texts: string[]): Statement => ({
    about: 'source',
    value: source,
    because: [...because, ...internal.map(() => 'internal_referrer')],
    text: [...texts, ...internal].join(' '),
  });
  if (source === null) return say([], 'It is from before sources were worked out.');
  const came = `The visitor came from ${quote(source)} (channel ${channel})`;
  const names = all.map(({ name }) => name);
  const found = findSource(evidence);
  if (found.source !== source || found.channel !== channel)
    return say(names, `${came}, by rules or by a click id that are not kept.`);
  if (all.length === 0) return say([], `${came}: nothing told where from.`);
  const deciding = all.flatMap((told) => {
    const other = findSource(told.without);
    const decided = [
      ...(other.source === source ? [] : ['the source']),
      ...(other.channel === channel ? [] : ['the channel']),
    ].join(' and ');
    return decided === '' ? [] : [{ ...told, text: `${told.text} (${decided})` }];
  });
  // Each of several may be enough alone.
  const reasons = deciding.length === 0 ? all : deciding;
  const others = all.filter(({ name }) => !reasons.some((reason) => reason.name === name));
  const needless = others.map(({ text }) => text).join(', and ');
  return say(
    reasons.map(({ name }) => name),
    `${came}: ${reasons.map(({ text }) => text).join(', and ')}.`,
    ...(needless === '' ? [] : [`It would be the same without this: ${needless}.`]),
  );
}

/** What a visitor can choose stands in quotes: who reads the sentence may be a program that takes text for orders. */
function quote(told: string | null): string {
  return JSON.stringify(told);
}

function evidenceOf(arrival: Omit<Arrival, 'referrer'>): SourceEvidence {
  const { utm_params, click_id, referrer_host, referrer_is_internal } = arrival;
  return {
    campaign: utm_params,
    click: CLICK_IDS.find(({ type }) => type === click_id?.type) ?? null,
    outsideHost: referrer_is_internal ? null : referrer_host,
  };
}

function listTold({ utm_params }: Pick<Arrival, 'utm_params'>, evidence: SourceEvidence): Told[] {
  const { click, outsideHost } = evidence;
  const { source, medium } = utm_params;
  const withoutParam = (name: 'source' | 'medium') => {
    return { ...evidence, campaign: { ...utm_params, [name]: null } };
  };
  return [
    ...told(source, 'utm_source', `utm_source was ${quote(source)}`, withoutParam('source')),
    ...told(medium, 'utm_medium', `utm_medium was ${quote(medium)}`, withoutParam('medium')),
    ...told(click, 'click_id', `the address had the click id ${click?.type}`, {
      ...evidence,
      click: null,
    }),
    ...told(outsideHost, 'referrer', `the page before was on ${quote(outsideHost)}`, {
      ...evidence,
      outsideHost: null,
    }),
  ];
}

function told(what: unknown, name: string, text: string, without: SourceEvidence): Told[] {
  return what === null ? [] : [{ name, text, without }];
}
