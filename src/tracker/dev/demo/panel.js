/** Shows the live session: the API's last response, and what was counted here since. It sends nothing. */
import { currentState, lastResponse, lines, noteEvent } from './account.js';
import { tapNetwork } from './tap.js';

tapNetwork(noteEvent);

/** Short enough to show every second. */
const REFRESH_MS = 250;
const FIGURES = [
  ['active_time', 'active time'],
  ['duration', 'duration'],
  ['ttl', 'ends in'],
  ['page_views', 'page views'],
  ['engaged', 'engaged'],
  ['exit_type', 'exit type'],
];
const panel = document.querySelector('.panel');
panel.innerHTML = `<details open>
  <summary><strong>Live session</strong><span class="chip"></span></summary>
  <div class="now">
    <p class="reports"><span class="last"></span><span class="next"></span></p>
    <progress value="0" aria-label="Until the next report"></progress>
    <p class="attention"></p>
    <p class="note" role="status"></p>
  </div>
  <dl class="figures">${FIGURES.map(([name, label]) => `<div data-name="${name}"><dt>${label}</dt><dd class="value">–</dd><dd class="from-api"></dd></div>`).join('')}</dl>
  <dl class="facts"><dt>page</dt><dd class="page"></dd><dt>lead_id</dt><dd class="lead_id"></dd></dl>
  <p class="calls"><button type="button" data-call="end">End</button><button type="button" data-call="forget">Forget me</button><button type="button" data-call="allow">Allow</button></p>
  <p class="legend"><span class="counted">Dotted</span>: counted here since the API’s last response, which is below.</p>
  <h2>Messages of s.js</h2>
  <ol class="lines" tabindex="0" aria-label="Messages of s.js"></ol>
  <details class="raw"><summary>The API’s last response</summary><pre tabindex="0"></pre></details>
</details>`;

const part = (selector) => panel.querySelector(selector);
const [chip, last, next] = ['.chip', '.last', '.next'].map(part);
const [attention, note] = ['.attention', '.note'].map(part);
const [page, lead] = ['.page', '.lead_id'].map(part);
const progress = part('progress');
const buttons = Object.fromEntries(
  [...panel.querySelectorAll('[data-call]')].map((button) => [button.dataset.call, button]),
);
const tiles = FIGURES.map(([name]) => {
  const tile = part(`[data-name=${name}]`);
  return { name, value: tile.querySelector('.value'), fromApi: tile.querySelector('.from-api') };
});

/** A closed panel stays closed on the next page. */
const details = part('details');
try {
  details.open = sessionStorage['demo-panel-closed'] !== 'true';
} catch {}
details.addEventListener('toggle', () => {
  try {
    sessionStorage['demo-panel-closed'] = String(!details.open);
  } catch {}
});

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const pad = (number) => String(number).padStart(2, '0');
function clock(seconds) {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}
const clockOfMs = (ms) => clock(Math.floor(Math.max(0, ms) / 1000));
const timeOfDay = (at) => new Date(at).toLocaleTimeString('en-GB');

function figure(name, session) {
  const value = session?.[name];
  if (value == null) return '–';
  if (name === 'ttl') return clock(value);
  if (name === 'engaged') return value ? 'yes' : 'no';
  return name === 'active_time' || name === 'duration' ? clockOfMs(value) : String(value);
}

/** The note that is shown in place of the times of reports. */
function describe({ phase, session, isByCall, problem }) {
  switch (phase) {
    case 'refused':
      return 'Forgotten. s.js stores only your “no” in this browser, and sends nothing more. The API keeps its data until it is erased there.';
    case 'none':
      if (problem?.isTransient) return 'No response from the API. s.js will retry.';
      return problem ? `The API refuses: ${problem.message}` : 'Waiting for the API’s response …';
    case 'ended':
      return isByCall
        ? `Ended at ${timeOfDay(session.ended_at)}, as you asked. The next page, or a return to this tab, opens another.`
        : `Ended at ${timeOfDay(session.ended_at)}. A return before it expires reopens it.`;
    case 'idle':
      return 'No report for too long: the session has expired. The next report opens another.';
    default:
      return '';
  }
}

function showReports({ lastAt, due, isFirst, problem, pausedBecause }) {
  const now = Date.now();
  write(last, `reported ${clockOfMs(now - lastAt)} ago`);
  const restMs = due ? Math.max(0, due.at - now) : 0;
  if (problem) write(next, problem.isTransient ? 'no response: retrying' : 'refused by the API');
  else if (due) write(next, `next in ${clock(Math.ceil(restMs / 1000))}`);
  else write(next, isFirst ? 'next now' : 'paused until you move');
  write(
    attention,
    pausedBecause ? `active time is paused: ${pausedBecause}` : 'active time is running',
  );
  progress.value = due ? 1 - restMs / due.delayMs : 0;
}

const STATUS = { refused: 'forgotten', none: 'none yet', live: 'active' };

function show() {
  const state = currentState();
  const { phase, session, counted = [] } = state;
  chip.dataset.phase = phase;
  write(chip, STATUS[phase] ?? 'ended');
  panel.dataset.shows = phase === 'live' ? 'reports' : 'note';
  write(note, describe(state));
  if (phase === 'live') showReports(state.reports);
  const { answer, end } = lastResponse();
  for (const { name, value, fromApi } of tiles) {
    write(value, figure(name, session));
    const isCounted = counted.includes(name);
    value.classList.toggle('counted', isCounted);
    write(fromApi, isCounted && answer[name] != null ? `API ${figure(name, answer)}` : '');
  }
  write(page, session?.current_url?.replace(location.origin, '') ?? '–');
  write(lead, session?.lead_id ?? '–');
  buttons.end.ariaDisabled = String(phase !== 'live');
  buttons.forget.ariaDisabled = String(phase === 'refused');
  buttons.allow.ariaDisabled = String(phase !== 'refused');
  showLines();
  const sent = end ? `\n\nthen sent by a beacon, which has no response:\n${print(end)}` : '';
  write(part('pre'), answer ? print(answer) + sent : 'Nothing yet.');
}

const print = (value) => JSON.stringify(value, null, 2);

let shownLines = '';
function showLines() {
  const text = JSON.stringify(lines());
  if (text === shownLines) return;
  shownLines = text;
  part('.lines').replaceChildren(
    ...lines().map(({ at, kind, result, about }) => {
      const line = document.createElement('li');
      for (const value of [timeOfDay(at), kind, result, about]) {
        const cell = document.createElement('span');
        cell.textContent = value;
        line.append(cell);
      }
      return line;
    }),
  );
}

const CALLS = {
  end: () => visitorSession.end(),
  forget: () => visitorSession.consent(false),
  allow: () => visitorSession.consent(true),
};
panel.addEventListener('click', ({ target }) => {
  if (target.ariaDisabled === 'true') return;
  CALLS[target.dataset.call]?.();
  show();
});

setInterval(show, REFRESH_MS);
show();
