import type { Address } from "#core/kernel/shapes.ts";
import type { Chance } from "./chance.ts";

const firstNames =
  "Amelia Oliver Isla George Freya Arthur Priya Callum Niamh Rhys Zainab Tomasz Elena Joshua Maeve Hamish Aisha Leo Beatrix Kofi Ingrid Mateo Sophie Lukas Chiara Henrik Ania Declan Yusuf Cerys Hugo Saoirse Dev Martha Emil Clara Rowan Nia Piotr Lotte".split(
    " ",
  );
const lastNames =
  "Ashworth Bennett Campbell Doherty Evans Fraser Gallagher Hughes Iqbal Jones Kowalski Lindqvist Murray Nowak Okafor Patel Quinn Roberts Schmidt Thompson Underwood Visser Whitaker Yilmaz Zimmermann Barlow Cartwright Dubois Ellison Ferreira Griffiths Hartley Jensen Kaur Lawson Moreau".split(
    " ",
  );
const streets =
  "Quay Street|Mill Lane|Victoria Road|Church Walk|Station Road|Park Crescent|Castle Street|Albert Terrace|Orchard Close|The Green|Harbour View|Chapel Hill|Queen's Parade|Market Place|Elm Grove".split(
    "|",
  );

/** City, postal code with `#` for a digit and `@` for a letter, country, weight. */
const places: readonly (readonly [city: string, postalCode: string, country: string, weight: number])[] = [
  ["London", "SE## #@@", "GB", 14],
  ["Bristol", "BS# #@@", "GB", 9],
  ["Manchester", "M## #@@", "GB", 7],
  ["Edinburgh", "EH# #@@", "GB", 7],
  ["Leeds", "LS# #@@", "GB", 5],
  ["Cardiff", "CF## #@@", "GB", 4],
  ["Brighton", "BN# #@@", "GB", 4],
  ["Belfast", "BT# #@@", "GB", 3],
  ["York", "YO## #@@", "GB", 3],
  ["Falmouth", "TR## #@@", "GB", 3],
  ["Norwich", "NR# #@@", "GB", 3],
  ["Dublin", "D0# @@##", "IE", 4],
  ["Amsterdam", "10## @@", "NL", 3],
  ["Berlin", "10###", "DE", 3],
  ["Paris", "750##", "FR", 2],
  ["Copenhagen", "21##", "DK", 2],
];

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: Address;
  readonly groups: readonly string[];
}

const letters = "ABDEFGHJLNPQRSTUWXYZ".split("");

/** Fictitious people: their emails are on reserved domains (RFC 2606), their numbers in Ofcom's drama range. */
export function makePeople(chance: Chance, count: number): Person[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`${chance.pick(firstNames)} ${chance.pick(lastNames)}`);
  return [...names].map((name) => {
    const [city, pattern, country] = chance.weighted(places.map((place) => [place, place[3]] as const));
    const postalCode = pattern.replace(/#/g, () => String(chance.int(1, 9))).replace(/@/g, () => chance.pick(letters));
    const line1 = `${chance.int(1, 140)} ${chance.pick(streets)}`;
    return {
      name,
      email: `${name.toLowerCase().replace(" ", ".")}@${chance.pick(["example.com", "example.org", "example.net"])}`,
      phone: `07700 900${chance.digits(3)}`,
      address: { name, line1, city, postalCode, country },
      groups: chance.happens(0.08) ? ["trade"] : chance.happens(0.1) ? ["regular"] : [],
    };
  });
}
