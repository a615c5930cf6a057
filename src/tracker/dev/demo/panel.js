/** Shows the live session as the API gives it to this page. Reading is never activity. */
const SITE = document.querySelector('script[data-site]').dataset.site;
const EVERY_MS = 1000;
const FIELDS = [
  ['page_views', 'page views'],
  ['active_time', 'active time'],
  ['duration', 'duration'],
  ['ttl', 'ends in'],
  ['engaged', 'engaged'],
  ['reopened_count', 'reopened'],
];
const panel = document.querySelector('.panel');
panel.innerHTML = `<details open>
  <summary><span class="chip">no session</span><strong>Live session</strong></summary>
  <dl class="figures"></dl>
  <p class="where"></p>
  <p class="lead_id"></p>
  <details class="raw"><summary>As the API gives it</summary><pre></pre></details>
  <p class="actions"><button type="button" data-call="end">End</button><button type="button" data-call="forget">Forget me</button><button type="button" data-call="allow">Allow</button></p>
</details>`;
const part = (name) => panel.querySelector(name);
if (matchMedia('(max-width: 60rem)').matches) part('details').open = false;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const minutes = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
const shown = (name, value) =>
  name === 'ttl' ? minutes(value) : /time|duration/.test(name) ? seconds(value) : String(value);

function show(session) {
  const chip = part('.chip');
  chip.textContent = session?.status ?? 'no session';
  chip.dataset.status = session?.status ?? 'none';
  part('.figures').replaceChildren(
    ...FIELDS.map(([name, label]) => {
      const box = document.createElement('div');
      const term = document.createElement('dt');
      const value = document.createElement('dd');
      term.textContent = label;
      value.textContent = session ? shown(name, session[name]) : '–';
      box.append(term, value);
      return box;
    }),
  );
  part('.where').textContent = session?.current_url?.replace(location.origin, '') ?? '';
  part('.lead_id').textContent = session?.lead_id
    ? `lead_id ${session.lead_id}`
    : 'nobody has said who they are';
  part('pre').textContent = JSON.stringify(session, null, 2);
}

async function refresh() {
  const id = visitorSession.id;
  if (id === undefined) return show(undefined);
  const response = await fetch(`/api/visitors/session?session_id=${id}&site_id=${SITE}`);
  show((await response.json()).data);
}

const CALLS = {
  end: () => visitorSession.end(),
  forget: () => visitorSession.consent(false),
  allow: () => visitorSession.consent(true),
};
panel.addEventListener('click', ({ target }) => CALLS[target.dataset.call]?.());

const cart = [];
document.addEventListener('click', ({ target }) => {
  const { buy } = target.dataset;
  if (buy === undefined) return;
  cart.push(buy);
  target.textContent = 'In the bag';
  visitorSession.update({ custom_data: { cart } });
});

setInterval(() => {
  if (!document.hidden) refresh().catch(() => {});
}, EVERY_MS);
refresh().catch(() => {});
