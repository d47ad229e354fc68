// Two values side by side: where they differ, and each difference in the form that shows it best.

/** The leaves of two values by path, in the order of the expected one: {path, expected, received, same}. */
function leavesOf(expected, received, path = "") {
  const bothAre = (kind) => expected?.kind === kind && received?.kind === kind;
  if (bothAre("object")) {
    const keys = [...new Set([...expected.entries, ...received.entries].map(([key]) => key))];
    return keys.flatMap((key) => leavesOf(member(expected, key), member(received, key), path ? `${path}.${key}` : key));
  }
  const areSeries = isSeries(expected) && isSeries(received);
  if (bothAre("array") && !areSeries) {
    const length = Math.max(expected.items.length, received.items.length);
    return Array.from({ length }, (_, i) => leavesOf(expected.items[i], received.items[i], `${path}[${i}]`)).flat();
  }
  const same = expected !== undefined && received !== undefined && textOf(expected) === textOf(received);
  return [{ path, expected, received, same }];
}

/** The numbers that records of an array have under the same key: a trajectory that can be drawn. */
function trajectoriesOf(expected, received, path = "") {
  if (expected?.kind === "object" && received?.kind === "object") {
    return expected.entries.flatMap(([key, value]) => trajectoriesOf(value, member(received, key), path ? `${path}.${key}` : key));
  }
  if (expected?.kind !== "array" || received?.kind !== "array" || expected.items.length < 3) return [];
  const keys = expected.items[0].kind === "object" ? expected.items[0].entries.map(([key]) => key) : [];
  return keys.map((key) => ({
    path: `${path}[…].${key}`,
    expected: { kind: "array", items: expected.items.map((item) => member(item, key)) },
    received: { kind: "array", items: received.items.map((item) => member(item, key)) },
  })).filter((one) => isSeries(one.expected) && isSeries(one.received) && textOf(one.expected) !== textOf(one.received));
}

/** A difference as an element. */
function differenceOf({ path, expected, received }) {
  const label = el("h4", {}, path || "the answer");
  return el("section", { class: "difference", "aria-label": path || "the answer" }, label, formOf(expected, received));
}

function formOf(expected, received) {
  if (isSeries(expected) && isSeries(received)) return seriesDifference(expected, received);
  if (isHex(expected) && isHex(received)) return hexDifference(expected.text, received.text);
  return textDifference(expected, received);
}

// ---- numbers and texts

/** Expected and received under each other, what they do not share marked. */
function textDifference(expected, received) {
  const [a, b] = [expected, received].map((value) => value === undefined ? null : prettyOf(value));
  const [marksA, marksB] = a === null || b === null ? [[a ?? "(not there)"], [b ?? "(not there)"]] : marked(a, b);
  const note = distanceOf(expected, received);
  return el("div", { class: "pair" },
    side("expected", marksA), side("received", marksB),
    note ? el("p", { class: "hint" }, note) : null);
}

function side(name, parts) {
  return el("div", { class: `side ${name}` }, el("span", { class: "label" }, name), el("pre", { tabindex: 0, role: "region", "aria-label": name }, parts));
}

/** Both texts cut into what begins alike, what differs, and what ends alike. */
function marked(a, b) {
  const shorter = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < shorter && a[begin] === b[begin]) ++begin;
  let end = 0;
  while (end < shorter - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) ++end;
  const cut = (text) => {
    const middle = text.slice(begin, text.length - end);
    return [text.slice(0, begin), middle ? el("mark", {}, middle) : "", text.slice(text.length - end)];
  };
  return [cut(a), cut(b)];
}

function distanceOf(expected, received) {
  const [a, b] = [integerOf(expected), integerOf(received)];
  if (expected?.kind !== received?.kind) return expected && received ? `expected a ${expected.kind}, received a ${received.kind}` : "";
  if (a === null || b === null || a === b) return "";
  return b > a ? `${b - a} too great` : `${a - b} too small`;
}

// ---- bytes

const rowBytes = () => matchMedia("(max-width: 700px)").matches ? 8 : 16;

/** Bytes in rows, expected and received under each other, each byte that differs marked. Rows without a difference show
 * only next to one with a difference. */
function hexDifference(expected, received) {
  const [a, b] = [expected, received].map((text) => text.match(/../g));
  const total = Math.max(a.length, b.length);
  const differing = Array.from({ length: total }, (_, i) => i).filter((i) => a[i] !== b[i]);
  const width = rowBytes();
  const rows = Math.ceil(total / width);
  const bad = new Set(differing.map((i) => Math.floor(i / width)));
  const isShown = (row) => bad.has(row) || bad.has(row - 1) || bad.has(row + 1);
  const body = el("tbody");
  for (let row = 0, shown = 0; row < rows; ++row) {
    if (!isShown(row)) {
      const first = row;
      while (row + 1 < rows && !isShown(row + 1)) ++row;
      const bytes = Math.min((row + 1) * width, total) - first * width;
      body.append(el("tr", { class: "equal" }, el("td", { colspan: 3 }, `${plural(bytes, "equal byte", "equal bytes")}`)));
      continue;
    }
    if (++shown > 64) {
      body.append(el("tr", { class: "equal" }, el("td", { colspan: 3 }, "… more bytes differ")));
      break;
    }
    const offset = (row * width).toString(16).padStart(4, "0");
    const line = (bytes, others) => Array.from({ length: width }, (_, i) => row * width + i)
      .filter((i) => i < total)
      .map((i) => bytes[i] === others[i] ? el("span", {}, bytes[i]) : el("mark", { "data-byte": i }, bytes[i] ?? "--"));
    body.append(
      el("tr", { class: "expected" }, el("th", { scope: "row", rowspan: bad.has(row) ? 2 : 1 }, offset), el("td", {}, bad.has(row) ? "expected" : "both"), el("td", { class: "bytes" }, line(a, bad.has(row) ? b : a))));
    if (bad.has(row)) body.append(el("tr", { class: "received" }, el("td", {}, "received"), el("td", { class: "bytes" }, line(b, a))));
  }
  const sizes = a.length === b.length ? "" : ` Expected ${plural(a.length, "byte", "bytes")}, received ${count(b.length)}.`;
  return el("div", {},
    el("p", { class: "hint" }, `${count(differing.length)} of ${plural(total, "byte differs", "bytes differ")}, from byte ${differing[0]} (0x${differing[0].toString(16)}) on.${sizes}`),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Bytes" },
      el("table", { class: "hex" },
        el("thead", {}, el("tr", {}, ["offset", "", "bytes"].map((name) => el("th", { scope: "col" }, name || el("span", { class: "unseen" }, "which"))))),
        body)));
}

// ---- rows of numbers

/** A row of numbers: where it parts, drawn and as numbers. */
function seriesDifference(expected, received) {
  const [a, b] = [expected, received].map((value) => value.items.map(integerOf));
  const total = Math.max(a.length, b.length);
  const differing = Array.from({ length: total }, (_, i) => i).filter((i) => a[i] !== b[i]);
  const first = differing[0];
  const shown = differing.slice(0, 8);
  const sizes = a.length === b.length ? "" : ` Expected ${count(a.length)} of them, received ${count(b.length)}.`;
  const rows = shown.map((i) => el("tr", {}, el("th", { scope: "row" }, String(i)),
    el("td", {}, a[i]?.toString() ?? "(not there)"), el("td", {}, el("mark", {}, b[i]?.toString() ?? "(not there)")),
    el("td", {}, a[i] !== undefined && b[i] !== undefined ? `${b[i] > a[i] ? "+" : "−"}${b[i] > a[i] ? b[i] - a[i] : a[i] - b[i]}` : "")));
  return el("div", {},
    el("p", { class: "hint" }, `${count(differing.length)} of ${plural(total, "number differs", "numbers differ")}, from index ${first} on.${sizes}`),
    plot(a, b, first),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "The first numbers that differ" },
      el("table", { class: "numbers" },
        el("thead", {}, el("tr", {}, ["index", "expected", "received", "difference"].map((name) => el("th", { scope: "col" }, name)))),
        el("tbody", {}, rows))));
}

/** Two rows of numbers as lines, with a mark where they part. */
function plot(expected, received, first) {
  const [width, height, margin] = [640, 160, 14];
  const a = expected.map(Number);
  const b = received.map(Number);
  const all = [...a, ...b];
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  const last = Math.max(a.length, b.length) - 1;
  const x = (i) => margin + (width - 2 * margin) * i / Math.max(last, 1);
  const y = (value) => height - margin - (height - 2 * margin) * (high > low ? (value - low) / (high - low) : 0.5);
  const line = (values, name) => svg("polyline", { class: name, points: values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ") });
  const dots = (values, name) => values.length > 64 ? [] : values.map((value, i) => svg("circle", { class: name, cx: x(i).toFixed(1), cy: y(value).toFixed(1), r: name === "expected" ? 4 : 2.5 }));
  const side = x(first) > width / 2 ? "end" : "start";
  return el("figure", {},
    svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: "plot", "aria-label": `Expected and received; they part at index ${first}` },
      svg("line", { class: "divergence", "data-index": first, x1: x(first), x2: x(first), y1: 0, y2: height }),
      line(a, "expected"), line(b, "received"), dots(a, "expected"), dots(b, "received"),
      svg("text", { x: x(first) + (side === "end" ? -6 : 6), y: 12, "text-anchor": side }, `index ${first}`)),
    el("figcaption", {}, el("span", { class: "key expected" }, "expected"), el("span", { class: "key received" }, "received"), el("span", { class: "key divergence" }, "they part")));
}
