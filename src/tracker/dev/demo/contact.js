/** Says who the visitor is, then lets the form go on to its next page as any form does. */

/** An API that cannot be reached must not hold up the visitor. */
const LONGEST_WAIT_MS = 4000;

const form = document.querySelector('form');
const button = form.querySelector('button');
const refusal = form.querySelector('.refusal');
let isTold = false;

form.addEventListener('submit', async (event) => {
  if (isTold) return;
  event.preventDefault();
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  refusal.textContent = '';
  const { name, email, call } = form.elements;
  const person = { name: name.value, email: email.value, create_task: call.checked };
  const told = await Promise.race([
    window.visitorSession?.identify(person),
    new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS)),
  ]).catch(() => undefined);
  button.ariaBusy = 'false';
  if (told?.success === false) {
    refusal.textContent = told.error?.message ?? 'That did not work. Please try again.';
    return;
  }
  // The form takes no other submission while it tells of this one.
  setTimeout(() => {
    isTold = true;
    form.requestSubmit();
    // Whoever comes back may send it again.
    isTold = false;
  });
});
