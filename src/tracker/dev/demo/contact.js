const form = document.querySelector('form');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const { name, email, create_task } = Object.fromEntries(new FormData(form));
  visitorSession.identify({ name, email, create_task: create_task === 'on' });
  form.querySelector('.thanks').hidden = false;
});
