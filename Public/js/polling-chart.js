// Draws the ticks of the last seconds: across when they were, upwards how late they were shown.

const secondsShown = 15;
const [least, most] = [1, 10_000]; // The scale's ends, in milliseconds; it is logarithmic.
const [left, right] = [54, 6]; // Room for the scale's words, and for the last dot, in pixels.

export class DelayChart {
  constructor(canvas) {
    this.canvas = canvas;
  }

  /** `now`: the server's time at the right edge. */
  draw(marks, now) {
    const { canvas } = this;
    const scale = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    const context = canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    const y = (delay) => heightOf(delay, height);
    drawGrid(context, width, y, colour("--line"), colour("--quiet"), style.fontFamily);
    for (const mark of marks) {
      const x = width - right - ((now - mark.time) / 1000 / secondsShown) * (width - left - right);
      if (x < left) continue;
      if (mark.delay === null) drawCross(context, x, 9, colour("--bad"));
      else drawDot(context, x, y(mark.delay), colour("--accent"));
    }
  }
}

function heightOf(delay, height) {
  const share = Math.log(Math.min(most, Math.max(least, delay)) / least) / Math.log(most / least);
  return height - 6 - share * (height - 26);
}

function drawGrid(context, width, y, line, ink, font) {
  context.strokeStyle = line;
  context.fillStyle = ink;
  context.font = `11px ${font}`;
  context.lineWidth = 1;
  for (const delay of [1, 10, 100, 1000]) {
    context.beginPath();
    context.moveTo(0, Math.round(y(delay)) + 0.5);
    context.lineTo(width, Math.round(y(delay)) + 0.5);
    context.stroke();
    context.fillText(`${delay} ms`, 0, y(delay) - 3);
  }
}

function drawDot(context, x, y, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, 2.5, 0, 2 * Math.PI);
  context.fill();
}

function drawCross(context, x, y, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - 3, y - 3);
  context.lineTo(x + 3, y + 3);
  context.moveTo(x - 3, y + 3);
  context.lineTo(x + 3, y - 3);
  context.stroke();
}
