/** The shopping bag is sent as `custom_data`, an example of what a shop can report. */
const bag = [];

document.querySelector('.goods').addEventListener('click', ({ target }) => {
  const { buy } = target.dataset;
  if (buy === undefined || bag.includes(buy)) return;
  bag.push(buy);
  target.textContent = 'Added';
  window.visitorSession?.update({ custom_data: { cart: bag } });
});
