/** What is around every view: the site, the tabs, the bar of period and filters. */
import { useState } from 'preact/hooks';
import { signOut } from '../api/identity';
import { refresh } from '../api/use-answer';
import { stepRow, useKey } from '../state/keys';
import { go, hrefOf, usePlace, viewAt } from '../state/place';
import { useSight } from '../state/site';
import { switchTheme, useTheme } from '../state/theme';
import { Chips } from './chips';
import { Help } from './help';
import { Icon } from './icon';
import { PeriodPicker } from './period';
import { Search } from './search';
import { VIEWS } from './views';

export function Layout() {
  const { view: name } = usePlace();
  const { role } = useSight();
  const [isHelping, setHelping] = useState(false);
  useKey('j', 'Next row', () => stepRow(1));
  useKey('k', 'Row before', () => stepRow(-1));
  useKey('r', 'Refresh', refresh);
  useKey('?', 'These keys', () => setHelping(true));
  const views = VIEWS.filter(({ roles }) => roles.includes(role));
  const view = views.find((one) => one.name === name) ?? views[0];
  if (view === undefined) return null;
  const { tools, show: Show } = view;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the figures
      </button>
      <header class="top">
        <div class="wide">
          <Where />
          {views.length > 1 && (
            <nav aria-label="Views">
              {views.map(({ name: other, label }) => (
                <a
                  key={other}
                  href={hrefOf(viewAt(other))}
                  aria-current={other === view.name ? 'page' : undefined}
                >
                  {label}
                </a>
              ))}
            </nav>
          )}
          <Actions help={() => setHelping(true)} />
        </div>
      </header>
      <main id="main" class="wide" tabIndex={-1}>
        <h1 class="hidden">{view.label}</h1>
        {(tools.period || tools.filters) && (
          <div class="tools">
            {tools.filters && <Search />}
            {tools.period && <PeriodPicker />}
          </div>
        )}
        {tools.filters && <Chips />}
        {tools.filters && <OtherSite />}
        <Show />
      </main>
      {isHelping && <Help close={() => setHelping(false)} />}
    </>
  );
}

/** A link to a site that is gone, or that the key is not for, must not pass for the figures of that site. */
function OtherSite() {
  const { siteId } = usePlace();
  const { site } = useSight();
  if (siteId === null || siteId === site.site_id) return null;
  return (
    <div class="notice">
      <div>
        <strong>These are the figures of {site.name}</strong>
        <p>The site that the address names is gone, or your key is not for it.</p>
      </div>
      <button type="button" onClick={() => go({ siteId: null, id: null, filters: {} })}>
        Stay here
      </button>
    </div>
  );
}

function Where() {
  const { site, sites, role } = useSight();
  return (
    <div class="where">
      <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M7 22v-5M13 22v-9M19 22v-7M25 22V10" />
      </svg>
      {sites.length > 1 ? (
        <select
          aria-label="Site"
          value={site.site_id}
          onChange={({ currentTarget }) =>
            go({ siteId: currentTarget.value, id: null, search: '', filters: {} })
          }
        >
          {sites.map(({ site_id, name }) => (
            <option key={site_id} value={site_id}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <strong>{site.name}</strong>
      )}
      {role === 'share' && <span class="badge">Shared figures</span>}
    </div>
  );
}

function Actions({ help }: { help: () => void }) {
  const { role } = useSight();
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <div class="actions">
      <button
        type="button"
        class="quiet"
        aria-label={`Switch to ${other} colours`}
        title={`Switch to ${other} colours`}
        onClick={switchTheme}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
      <button type="button" class="quiet" aria-label="Keys" title="Keys (?)" onClick={help}>
        <Icon name="help" />
      </button>
      {role !== 'share' && (
        <button
          type="button"
          class="quiet"
          aria-label="Sign out"
          title="Sign out"
          onClick={() => void signOut()}
        >
          <Icon name="leave" />
        </button>
      )}
    </div>
  );
}
