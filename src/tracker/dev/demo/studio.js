/** Three steps with an address each, by the History API: every step is a page view. */
const STEPS = {
  colour: ['Sage', 'Clay', 'Sky', 'Plum'],
  strap: ['Leather', 'Webbing', 'Cork'],
  name: ['Ida', 'Jon', 'No name'],
};
const names = Object.keys(STEPS);
const chosen = {};
const list = document.querySelector('.steps');
const panel = document.querySelector('.step');
const stage = document.querySelector('.stage');

const stepNow = () => new URLSearchParams(location.search).get('step') ?? names[0];

function go(step) {
  history.pushState({}, '', `?step=${step}`);
  show();
}

function choose(step, choice) {
  chosen[step] = choice;
  if (step === 'colour') stage.className = `stage ${choice.toLowerCase()}`;
  visitorSession.update({ custom_data: { [`rucksack_${step}`]: choice } });
  go(names[names.indexOf(step) + 1] ?? 'done');
}

function show() {
  const step = stepNow();
  list.replaceChildren(
    ...names.map((name) => {
      const item = document.createElement('li');
      item.textContent = chosen[name] ? `${name}: ${chosen[name]}` : name;
      item.className = name === step ? 'current' : chosen[name] ? 'done' : '';
      return item;
    }),
  );
  if (step === 'done') {
    const thanks = document.createElement('p');
    thanks.textContent = 'That is the one. It is in custom_data now; go back to think again.';
    panel.replaceChildren(thanks);
    return;
  }
  panel.replaceChildren(
    ...STEPS[step].map((choice) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = choice;
      button.addEventListener('click', () => choose(step, choice));
      return button;
    }),
  );
}

addEventListener('popstate', show);
show();
