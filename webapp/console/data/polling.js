// Asks again and again, and nothing while the page is hidden.

// @param read asks, and answers in how many milliseconds to ask again; it is given what says whether its answer is still
// wanted. Returns what ends it.
export function whileSeen(read) {
  let timer = 0;
  let latest = 0;
  const round = async () => {
    const mine = ++latest;
    clearTimeout(timer);
    if (document.hidden) return;
    const millis = await read(() => mine === latest);
    // a round that began meanwhile goes on in this one's place
    if (mine === latest) timer = setTimeout(round, millis);
  };
  document.addEventListener("visibilitychange", round);
  round();
  return () => {
    latest = Infinity;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", round);
  };
}
