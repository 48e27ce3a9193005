// Components are functions, their markup is htm's: one place that says where both come from.
export {
  html,
  render,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "../lib/htm-preact.js";
