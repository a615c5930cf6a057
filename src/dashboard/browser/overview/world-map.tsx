/** Countries by their sessions. The list beside it says the same to those who do not see it. */
import { useEffect, useState } from 'preact/hooks';
import { nameValue } from '../format/names';
import { roundPercent, whole } from '../format/numbers';
import { filterBy, isFilteredBy, usePlace } from '../state/place';
import { type Breakdown, sumSessions } from './rows';

type World = {
  width: number;
  height: number;
  countries: Record<string, string>;
  points: Record<string, [x: number, y: number]>;
};

const SHADES = 5;
const POINT_RADIUS = 4;

export function WorldMap({ breakdown, isSeen }: { breakdown: Breakdown | null; isSeen: boolean }) {
  usePlace();
  const world = useWorld(isSeen);
  const [pointed, setPointed] = useState<string | null>(null);
  const rows = breakdown?.rows ?? [];
  const counts = new Map(rows.map(({ value, sessions }) => [String(value), sessions]));
  const most = Math.max(1, ...rows.flatMap((row) => (row.value === null ? [] : [row.sessions])));
  const all = breakdown === null ? 0 : sumSessions(breakdown);
  if (world === null) return <div class="world" />;
  const drawn = (code: string) => {
    const count = counts.get(code) ?? 0;
    // By the root: else one large country would leave all others pale.
    const shade = count === 0 ? 0 : Math.max(1, Math.ceil(SHADES * Math.sqrt(count / most)));
    return {
      class: `shade-${shade}${isFilteredBy('country', code) ? ' chosen' : ''}`,
      onPointerEnter: () => setPointed(code),
      onPointerLeave: () => setPointed(null),
      ...(count > 0 && { onClick: () => filterBy('country', code) }),
    };
  };
  const count = pointed === null ? 0 : (counts.get(pointed) ?? 0);
  return (
    <figure class="world">
      <svg viewBox={`0 0 ${world.width} ${world.height}`} role="img" aria-label="Map of sessions">
        {Object.entries(world.countries).map(([code, path]) => (
          <path key={code} d={path} {...drawn(code)} />
        ))}
        {Object.entries(world.points)
          .filter(([code]) => counts.has(code))
          .map(([code, [x, y]]) => (
            <circle key={code} cx={x} cy={y} r={POINT_RADIUS} {...drawn(code)} />
          ))}
      </svg>
      <figcaption>
        {pointed === null || pointed === '' ? (
          <span class="scale">
            Fewer
            {Array.from({ length: SHADES }, (_, i) => (
              <i key={String(i)} class={`shade-${i + 1}`} />
            ))}
            More
          </span>
        ) : (
          <>
            <strong>{nameValue('country', pointed)}</strong> {whole(count)}
            {all > 0 && ` (${roundPercent(count / all)})`}
          </>
        )}
      </figcaption>
    </figure>
  );
}

let loaded: World | null = null;

/** A file of its own: the figures do not wait for it. */
function useWorld(isSeen: boolean): World | null {
  const [world, setWorld] = useState(loaded);
  useEffect(() => {
    const file = document.getElementById('app')?.dataset.world;
    if (!isSeen || world !== null || file === undefined) return;
    fetch(file)
      .then((response) => response.json())
      .then((answer: World) => {
        loaded = answer;
        setWorld(answer);
      })
      // Without a map there still is the list.
      .catch(() => {});
  }, [isSeen]);
  return world;
}
