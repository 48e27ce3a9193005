// Drawn here, 16 units wide, in the colour of the text around them.
import { html } from "./html.js";

const PATHS = {
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1.100 1.100M11.900 11.900 13 13M13 3l-1.100 1.100M4.100 11.900 3 13",
  moon: "M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7Z",
  close: "M4 4l8 8M12 4l-8 8",
  picture: "M2 3.500h12v9H2zM2 11l3.500-3.500 3 3L11 8l3 3M10.500 6a.5.5 0 1 0 0-.01",
  folder: "M2 4h4l1.500 1.500H14v7H2z",
  camera: "M2 5h3l1-1.500h4L11 5h3v8H2zM8 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  text: "M3 4V3h10v1M8 3v10M6 13h4",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  copy: "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
  down: "M8 2v8M4.500 7 8 10.500 11.500 7M2.500 13.500h11",
  key: "M10 2.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM7.500 8.500 2.500 13.500M4.500 11.500l1.500 1.500",
  spark: "M8 1.500 9.500 6.500 14.500 8 9.500 9.500 8 14.500 6.500 9.500 1.500 8 6.500 6.500z",
};

export const Icon = ({ of }) => html`
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"><path d=${PATHS[of]} /></svg>
`;
