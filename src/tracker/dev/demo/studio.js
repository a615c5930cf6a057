/** Three steps. Each has its own address, by the History API, so each is a page view. */
const STEPS = {
  colour: ['Sage', 'Clay', 'Sky', 'Plum'],
  strap: ['Leather', 'Webbing', 'Cork'],
  name: ['Ida', 'Jon', 'No name'],
};
const names = Object.keys(STEPS);
const chosen = {};
const list = document.querySelector('.steps');
const choices = document.querySelector('.step');
const stage = document.querySelector('.stage');

const stepNow = () => new URLSearchParams(location.search).get('step') ?? names[0];

function go(step) {
  history.pushState({}, '', `?step=${step}`);
  show();
}

function choose(step, choice) {
  chosen[step] = choice;
  if (step === 'colour') stage.className = `stage ${choice.toLowerCase()}`;
  window.visitorSession?.update({ custom_data: { [`rucksack_${step}`]: choice } });
  go(names[names.indexOf(step) + 1] ?? 'done');
  // The clicked button is removed, and with it the keyboard focus.
  choices.firstElementChild.focus();
}

function element(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

function showSteps(step) {
  list.replaceChildren(
    ...names.map((name) => {
      const item = element('li', '', { ariaCurrent: name === step ? 'step' : null });
      item.classList.toggle('done', name in chosen);
      item.append(element('span', name), element('strong', chosen[name] ?? '–'));
      return item;
    }),
  );
}

function show() {
  const step = stepNow();
  showSteps(step);
  if (!(step in STEPS)) {
    const text = 'That is the one. It is in custom_data now; go back to think again.';
    choices.replaceChildren(element('p', text, { tabIndex: -1 }));
    return;
  }
  choices.replaceChildren(
    ...STEPS[step].map((choice) =>
      element('button', choice, { type: 'button', onclick: () => choose(step, choice) }),
    ),
  );
}

addEventListener('popstate', show);
show();
