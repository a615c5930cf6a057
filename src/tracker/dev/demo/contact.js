/** Identifies the visitor while the form loads its next page: leaving the page does not lose the call. */
const form = document.querySelector('form');

form.addEventListener('submit', () => {
  const { name, email, call } = form.elements;
  visitorSession.identify({ name: name.value, email: email.value, create_task: call.checked });
});
