/** The bag is in `custom_data`, as a shop would tell what a visitor wants. */
const bag = [];

document.querySelector('.goods').addEventListener('click', ({ target }) => {
  const { buy } = target.dataset;
  if (buy === undefined || bag.includes(buy)) return;
  bag.push(buy);
  target.textContent = 'Added';
  window.visitorSession?.update({ custom_data: { cart: bag } });
});
