// Figures as people read them.
const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** 16.6 GB */
export function bytes(count) {
  let [value, unit] = [count, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit && value < 100 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

/** 45 s, 3 min, 2 h 5 min, 4 d 1 h */
export function duration(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** 0.31 ms, 4.2 ms, 120 ms */
export const millis = (value) => `${value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

export const whole = (value) => Math.round(value).toLocaleString("en");

const MOMENT = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const DATE = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

export const moment = (text) => (text ? MOMENT.format(new Date(text)) : "never");
export const day = (text) => (text ? DATE.format(new Date(text)) : "never");
