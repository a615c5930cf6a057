/** Chooses the period: by name, by dates of one's own, and what it is compared with. */
import { useState } from 'preact/hooks';
import { addDays, isoDate } from '../format/times';
import { COMPARISONS, PERIODS, type Period, type PeriodName } from '../state/address';
import { useKey } from '../state/keys';
import { currentPlace, go, usePlace } from '../state/place';
import { useSight } from '../state/site';
import { Icon } from './icon';
import { Menu } from './menu';
import { COMPARISON_WORDS, dateOf, describePeriod, isDate, PERIOD_WORDS } from './period-names';

/** Another period is shown by intervals that fit it. */
function choose(period: Period): void {
  go({ period, interval: null });
}

export function PeriodPicker() {
  const { period, compare } = usePlace();
  const { site } = useSight();
  return (
    <Menu
      side="end"
      class="period"
      face={
        <>
          <Icon name="calendar" />
          <span>{describePeriod(period, site.timezone)}</span>
          <Icon name="chevron" />
          {PERIODS.map((name) => (
            <PeriodKey key={name} name={name} />
          ))}
        </>
      }
    >
      {(close) => (
        <div class="columns">
          <ul class="choices">
            {PERIODS.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  aria-current={'name' in period && period.name === name ? 'true' : undefined}
                  onClick={() => {
                    choose({ name });
                    close();
                  }}
                >
                  {PERIOD_WORDS[name].label}
                  <kbd>{PERIOD_WORDS[name].key}</kbd>
                </button>
              </li>
            ))}
          </ul>
          <div>
            <OwnDates close={close} />
            <fieldset class="choices">
              <legend>Compared with</legend>
              {COMPARISONS.map((name) => (
                <label key={name}>
                  <input
                    type="radio"
                    name="compare"
                    checked={compare === name}
                    onChange={() => go({ compare: name })}
                  />
                  {COMPARISON_WORDS[name]}
                </label>
              ))}
            </fieldset>
            <p class="faint">Days begin at midnight in {site.timezone}.</p>
          </div>
        </div>
      )}
    </Menu>
  );
}

function PeriodKey({ name }: { name: PeriodName }) {
  const { key, label } = PERIOD_WORDS[name];
  useKey(key, label, () => choose({ name }));
  return null;
}

function OwnDates({ close }: { close: () => void }) {
  const { site } = useSight();
  const { period } = currentPlace();
  const today = isoDate(Date.now(), site.timezone);
  const [first, setFirst] = useState('from' in period ? dateOf(period.from, site.timezone) : '');
  const [last, setLast] = useState(
    'to' in period
      ? addDays(dateOf(period.to, site.timezone, -1), isDate(period.to) ? -1 : 0)
      : today,
  );
  const isReady = isDate(first) && isDate(last) && first <= last;
  return (
    <form
      class="dates"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        choose({ from: first, to: addDays(last, 1) });
        close();
      }}
    >
      <label>
        From
        <input
          type="date"
          value={first}
          max={last || today}
          onInput={({ currentTarget }) => setFirst(currentTarget.value)}
        />
      </label>
      <label>
        To
        <input
          type="date"
          value={last}
          min={first}
          onInput={({ currentTarget }) => setLast(currentTarget.value)}
        />
      </label>
      <button type="submit" class="main" disabled={!isReady}>
        Show
      </button>
    </form>
  );
}
