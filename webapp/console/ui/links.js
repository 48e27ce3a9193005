// Lines of the map from an item to those truly nearest to it, with how alike they are.

/** Where along a line its value stands. */
const AT = 0.62;
const SHORTEST = 60;

export function drawLines(context, lines, colours) {
  context.globalAlpha = 0.7;
  context.strokeStyle = colours.text;
  for (const { start, end, value } of lines) {
    context.lineWidth = 1 + 2 * Math.max(0, value);
    context.beginPath();
    context.moveTo(...start);
    context.lineTo(...end);
    context.stroke();
  }
}

/** On paper of its own, where the line has room for it. */
export function drawValues(context, lines, colours) {
  context.globalAlpha = 1;
  context.font = "600 11px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineWidth = 4;
  context.strokeStyle = colours.paper;
  context.fillStyle = colours.ink;
  for (const { start, end, value } of lines) {
    if (Math.hypot(end[0] - start[0], end[1] - start[1]) < SHORTEST) continue;
    const [x, y] = [0, 1].map((axis) => start[axis] + AT * (end[axis] - start[axis]));
    context.strokeText(value.toFixed(2), x, y);
    context.fillText(value.toFixed(2), x, y);
  }
  context.textAlign = "start";
}
