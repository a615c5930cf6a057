/** One list, with tabs for its fields. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { Icon } from '../shell/icon';
import { FILTERS, type FieldName } from '../state/filters';
import { useQuestion } from '../state/question';
import { Bars } from './bars';
import { More } from './more';
import type { Breakdown } from './rows';
import type { Overview } from './use-overview';
import { WorldMap } from './world-map';

export type Tab = { by: FieldName; label: string; isMap?: boolean };

type PanelProps = { title: string; tabs: readonly Tab[]; overview: Overview | null };

export function Panel({ title, tabs, overview }: PanelProps) {
  const [at, setAt] = useState(0);
  const [isWhole, setWhole] = useState(false);
  const box = useRef<HTMLElement>(null);
  const isSeen = useSeen(box);
  const tab = tabs[at] ?? tabs[0];
  const { breakdown, isOld } = useBreakdown(tab?.by ?? 'channel', overview, isSeen);
  if (tab === undefined) return null;
  return (
    <section ref={box} class="card panel" aria-label={title}>
      <header>
        <h2 class="hidden">{title}</h2>
        <div class="tabs">
          {tabs.map(({ label }, i) => (
            <button
              key={label}
              type="button"
              class="quiet"
              aria-pressed={i === at}
              onClick={() => setAt(i)}
            >
              {label}
            </button>
          ))}
        </div>
        <button
          type="button"
          class="quiet more"
          aria-label={`All of ${FILTERS[tab.by].label}`}
          title="All of them"
          onClick={() => setWhole(true)}
        >
          <Icon name="expand" />
        </button>
      </header>
      <div class={isOld ? 'old' : ''}>
        {tab.isMap === true ? (
          <WorldMap breakdown={breakdown} isSeen={isSeen && breakdown !== null} />
        ) : (
          <Bars by={tab.by} breakdown={breakdown} />
        )}
      </div>
      {isWhole && <More by={tab.by} close={() => setWhole(false)} />}
    </section>
  );
}

/** What the overview has not is asked for when the panel comes into sight. */
function useBreakdown(by: FieldName, overview: Overview | null, isSeen: boolean) {
  const question = { ...useQuestion(), by, limit: 30 };
  const known: Breakdown | null = overview?.breakdowns[by] ?? null;
  // With the overview, so that both are of the same moment.
  const isAsked = known === null && overview !== null && isSeen;
  const answer = useAnswer(isAsked ? JSON.stringify(question) : null, (options) =>
    api.getBreakdown(question, options),
  );
  if (known !== null) return { breakdown: known, isOld: false };
  const isOfField = answer.data?.by === by;
  return { breakdown: isOfField ? answer.data : null, isOld: answer.isOld && isAsked };
}

/** Whether it has been in sight; from then on it counts as seen. */
function useSeen(box: { current: Element | null }): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (box.current === null) return;
    const watching = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: '200px' },
    );
    watching.observe(box.current);
    return () => watching.disconnect();
  }, []);
  return isSeen;
}
