// What items are called where there is little room: long texts that begin alike are told apart by what differs.
import { clipped, label, nameOf, playground } from "./items.js";

/** Shorter ones are shown whole in most places. */
const LONG = 24;
/** So many characters in common make two of them look the same. */
const COMMON = 12;
const BEGINNING = 10;

function common(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** What of it differs from those that begin as it does; null where nothing needs to be left out. */
function ending(name, shared) {
  // the word that the difference begins in or ends
  const word = name.lastIndexOf(" ", shared - 1) + 1;
  const rest = name.slice(shared - word < COMMON ? word : shared);
  return name.length <= LONG || shared < COMMON || !rest ? null : rest;
}

function beginning(name) {
  const end = name.lastIndexOf(" ", BEGINNING);
  return name.slice(0, end > 0 ? end : BEGINNING);
}

/** Endings by names: in their order, the one that shares the most with a name is beside it. */
function endings(names) {
  const sorted = [...new Set(names)].sort();
  const shared = (i, other) => (sorted[other] === undefined ? 0 : common(sorted[i], sorted[other]));
  return new Map(sorted.map((name, i) => [name, ending(name, Math.max(shared(i, i - 1), shared(i, i + 1)))]));
}

let items = null;
let known = new Map();

function endingOf(item) {
  if (items !== playground.value.items) {
    items = playground.value.items;
    known = endings(items.map(nameOf));
  }
  return known.get(nameOf(item)) ?? null;
}

/** An item's name, short enough to tell it from the others here. */
export function shortLabel(item) {
  const rest = endingOf(item);
  return rest === null ? label(item) : `${beginning(label(item))} … ${clipped(rest)}`;
}

/** What tells it from the others, for the narrowest places. */
export function shortestLabel(item) {
  const rest = endingOf(item);
  return rest === null ? label(item) : `… ${clipped(rest)}`;
}
