// Brings what a click has changed into the window. The focus stays where it is.
import { useEffect, useRef } from "./html.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

// @param cause what has changed, compared as an effect's dependencies are; nothing is brought at first, or without one
// @param block as of scrollIntoView
export function useInView(element, cause, block = "nearest") {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current && cause) element.current?.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });
    begun.current = true;
  }, [cause]);
}
