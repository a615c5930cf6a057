/** Invented people who leave their name at the demo's shop. Addresses below example.com belong to nobody. Pure. */
import type { Chance } from './chance';

export type Contact = { name: string; email: string; phone: string | undefined };

const FIRST =
  'Ada Aino Alba Amir Anouk Björn Carla Daan Dilek Edda Elias Emre Enya Farid Finn Greta Hana Henk Ida Ilse Ines Ivo Jana Jonas Juna Kasimir Lale Lea Linus Lotte Mara Mats Mila Nadim Nele Nils Noor Ole Oskar Paula Pia Rafi Ronja Selma Sven Tara Theo Tilda Vera Yara'.split(
    ' ',
  );
const LAST =
  'Abendroth Baumann Becker Bergdahl Castell Demir Eisner Falk Garnier Grünwald Haller Ishii Janssen Keller Lindqvist Lorenz Marino Moser Nyström Okafor Olsen Pohl Quandt Renner Rossi Sander Schiller Sommer Taube Ulrich Vogel Wagner Winter Yildiz Zeller'.split(
    ' ',
  );

/** Each call gives somebody else. */
export function makeContacts(chance: Chance): () => Contact {
  const known = new Set<string>();
  return () => {
    for (;;) {
      const [first, last] = [chance.pick(FIRST), chance.pick(LAST)];
      const email = `${plain(first)}.${plain(last)}@example.com`;
      if (known.has(email)) continue;
      known.add(email);
      // Numbers in Berlin that are kept for films.
      const phone = chance.is(0.35) ? `+49 30 23125 ${chance.whole(100, 999)}` : undefined;
      return { name: `${first} ${last}`, email, phone };
    }
  };
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}
