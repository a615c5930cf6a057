/** D1 takes 2 MB in one value, and a character is up to 3 bytes. What is written of one record is far below that. */
const MAX_VALUE_LENGTH = 500_000;

/** In order, in as few groups as make values that D1 accepts. `lengthOf`: of an item's JSON, in characters. Pure. */
export function chunkByLength<Item>(items: Item[], lengthOf: (item: Item) => number): Item[][] {
  const chunks: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const length = lengthOf(item);
    if (length > room) {
      chunks.push([]);
      room = MAX_VALUE_LENGTH;
    }
    chunks.at(-1)?.push(item);
    room -= length + 1;
  }
  return chunks;
}
