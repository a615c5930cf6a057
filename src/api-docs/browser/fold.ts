/** Runs where the list of contents ends, so that it is not seen open on a phone first: there it begins closed, and stays in reach. */
const contents = document.currentScript?.previousElementSibling;
document.documentElement.className = 'folds';
if (contents instanceof HTMLDetailsElement && matchMedia('(max-width: 63.99rem)').matches)
  contents.open = false;
