/** What became of a session, in a word or two. */
import type { Schemas } from '../../../client/client';
import type { Value as Filtered, FilterName } from '../state/filters';
import { Value } from './value';

type Marked = Pick<
  Schemas['ListedSession'],
  'status' | 'last_activity_at' | 'engaged' | 'is_bot' | 'ended_at'
>;
type Mark = { text: string; kind: string; name: FilterName; value: Filtered };

/** As the API counts who is live. */
const LIVE_MS = 5 * 60_000;

export function Marks({ session, now }: { session: Marked; now: number }) {
  return (
    <span class="marks">
      {marksOf(session, now).map(({ text, kind, name, value }) => (
        <Value key={text} name={name} value={value} class={`mark-${kind}`}>
          {text}
        </Value>
      ))}
    </span>
  );
}

/** A bounce is what has ended and was not engaged; who is still here may be engaged yet. */
export function marksOf(session: Marked, now: number): Mark[] {
  const { status, last_activity_at, engaged, is_bot } = session;
  const isOpen = status === 'active';
  const isLive = isOpen && now - last_activity_at < LIVE_MS;
  const marks: Mark[] = [];
  if (isLive) marks.push({ text: 'Live', kind: 'live', name: 'status', value: 'active' });
  else if (isOpen) marks.push({ text: 'Open', kind: 'open', name: 'status', value: 'active' });
  if (engaged) marks.push({ text: 'Engaged', kind: 'engaged', name: 'engaged', value: true });
  else if (!isOpen) marks.push({ text: 'Bounced', kind: 'bounced', name: 'engaged', value: false });
  if (is_bot) marks.push({ text: 'Bot', kind: 'bot', name: 'is_bot', value: true });
  return marks;
}
