/** Says who the visitor is as the form goes to its next page: what is said is not lost by leaving. */
const form = document.querySelector('form');

form.addEventListener('submit', () => {
  const { name, email, call } = form.elements;
  visitorSession.identify({ name: name.value, email: email.value, create_task: call.checked });
});
