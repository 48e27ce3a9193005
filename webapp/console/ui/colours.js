// From a cosine to the colour of its cell, and the ink that can be read on it.
const RAMPS = {
  light: [
    [246, 247, 250],
    [198, 212, 250],
    [106, 140, 236],
    [38, 70, 190],
    [17, 32, 104],
  ],
  dark: [
    [28, 32, 40],
    [34, 47, 92],
    [52, 82, 178],
    [120, 152, 246],
    [222, 231, 255],
  ],
};

const LINEAR = (channel) => {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

const luminance = ([r, g, b]) => 0.2126 * LINEAR(r) + 0.7152 * LINEAR(g) + 0.0722 * LINEAR(b);

const css = (colour) => `rgb(${colour.map(Math.round).join(" ")})`;

function mixed(ramp, share) {
  const place = Math.max(0, Math.min(1, share)) * (ramp.length - 1);
  const below = Math.min(ramp.length - 2, Math.floor(place));
  return ramp[below].map((channel, i) => channel + (ramp[below + 1][i] - channel) * (place - below));
}

/** @param share from 0, the least of a scale, to 1 */
export function heat(theme, share) {
  const colour = mixed(RAMPS[theme], share);
  const dark = luminance(colour) < 0.179;
  return { background: css(colour), color: dark ? "#ffffff" : "#000000" };
}

/** The ramp as a picture for a legend. */
export const ramp = (theme) => `linear-gradient(90deg, ${RAMPS[theme].map(css).join(", ")})`;

/** Least and greatest of all pairs, an item with itself apart. */
export function range(rows) {
  let least = Infinity;
  let greatest = -Infinity;
  rows.forEach((row, i) =>
    row.forEach((value, j) => {
      if (i !== j) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }),
  );
  return least < greatest ? { least, greatest } : { least: Math.min(0, least), greatest: 1 };
}
