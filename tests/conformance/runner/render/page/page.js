// The page: what the report says at the top, and the cases that the filters leave.

const page = JSON.parse(byId("report").textContent);
const outcomeNames = page.outcomes;
const bad = new Set(["fail", "broken"]);
const icon = { conformant: "✓", "passed in part": "✓", incomplete: "!", "not conformant": "✗" };

for (const testee of page.testees) {
  testee.results = testee.results.map(([outcome, ms, kind, message, received]) =>
    ({ outcome: outcomeNames[outcome], ms, kind: kind ?? "", message: message ?? "", received }));
  testee.counts = countsOf(testee.results);
  testee.bad = testee.counts.fail + testee.counts.broken;
}
const indexOfCase = new Map(page.cases.map((one, index) => [one.id, index]));

function countsOf(results) {
  const counts = Object.fromEntries(outcomeNames.map((name) => [name, 0]));
  for (const { outcome } of results) ++counts[outcome];
  return counts;
}

// ---- what is listed

const everything = { search: "", room: "", profile: "", op: "", rule: "", outcomes: new Set() };
const state = { ...everything, testee: Math.max(0, page.testees.findIndex((testee) => testee.bad > 0)) };
const current = () => page.testees[state.testee];
const badOutcomes = () => new Set([...bad].filter((name) => current().counts[name] > 0));

const list = new CaseList(byId("list"), byId("space"), {
  describe(index) {
    const one = page.cases[index];
    const result = current().results[index];
    return [el("span", { class: `dot ${result.outcome}`, "aria-hidden": "true" }, icons[result.outcome]),
      el("span", { class: "row-id" }, one.id),
      el("span", { class: "row-note" }, `${kindText(result)} · ${one.op} · ${one.profile}`)];
  },
  onopen: (index) => openCase(index, true),
});

/** All that is known about a case, to be searched; made once for each testee. */
function haystackOf(index) {
  const testee = current();
  testee.haystacks ??= [];
  const [one, result] = [page.cases[index], testee.results[index]];
  return testee.haystacks[index] ??= [one.id, one.op, one.why, one.source, one.clauses.join(" "), one.sibling, kindText(result), result.message,
    one.expected, result.received].join("\n").toLowerCase();
}

const floorOf = (room) => current().rooms.indexOf(room);

/** In the order in which to mend them: what is bad, the lowest room first and in it the smallest question; then the rest. */
function inOrder(indices) {
  const { results } = current();
  const rank = (index) => {
    const one = page.cases[index];
    const isBad = bad.has(results[index].outcome);
    return [isBad ? 0 : 1, floorOf(one.room), isBad ? one.in.length + one.expected.length : 0];
  };
  const ranks = new Map(indices.map((index) => [index, rank(index)]));
  const before = (a, b) => { const i = a.findIndex((part, at) => part !== b[at]); return i < 0 ? 0 : a[i] - b[i]; };
  return indices.sort((a, b) => before(ranks.get(a), ranks.get(b)));
}

function chosenCases() {
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const { results } = current();
  const isChosen = (one, index) =>
    (state.outcomes.size === 0 || state.outcomes.has(results[index].outcome)) &&
    (!state.room || one.room === state.room) && (!state.profile || one.profile === state.profile) &&
    (!state.op || one.op === state.op) && (!state.rule || one.clauses.includes(state.rule)) &&
    words.every((word) => haystackOf(index).includes(word));
  return inOrder(page.cases.flatMap((one, index) => isChosen(one, index) ? [index] : []));
}

function refresh() {
  for (const name of ["search", "room", "profile", "op", "rule", "testee"]) byId(name).value = state[name];
  for (const button of byId("outcomes").children) button.setAttribute("aria-pressed", String(state.outcomes.has(button.dataset.outcome)));
  const chosen = chosenCases();
  byId("count").textContent = chosen.length === 0 ? "No case is left: show all cases, or choose less."
    : `${count(chosen.length)} of ${plural(page.cases.length, "case", "cases")}`;
  byId("clear").hidden = chosen.length === page.cases.length;
  list.show(chosen);
}

/** Lists what these filters leave of everything, and goes there. */
function choose(filters) {
  Object.assign(state, everything, { outcomes: new Set() }, filters);
  refresh();
  goTo("cases", "list");
}

function goTo(section, focus) {
  byId(section).scrollIntoView();
  byId(focus).focus({ preventScroll: true });
}

function openCase(index, withFocus) {
  const one = page.cases[index];
  const detail = byId("detail");
  list.opened = index;
  list.draw();
  detail.replaceChildren(el("button", { type: "button", class: "quiet back", onclick: backToList }, "Back to the list"),
    ...caseDetail(one, current().results[index], current(), page, { choose, open: (id) => openById(id) }));
  if (!withFocus) return;
  history.replaceState(null, "", `#case:${state.testee}:${one.id}`);
  if (matchMedia("(max-width: 900px)").matches) detail.scrollIntoView();
  detail.querySelector("h3").focus({ preventScroll: true });
}

function openById(id) {
  const index = indexOfCase.get(id);
  if (index === undefined) return;
  if (!list.rows.includes(index)) {
    Object.assign(state, everything, { outcomes: new Set() });
    refresh();
  }
  list.move(list.rows.indexOf(index));
  openCase(index, true);
}

function backToList() {
  goTo("cases", "list");
}

// ---- the verdict

/** The verdict of a testee in one word, with the worst first. */
function verdictOf(testee) {
  const verdicts = testee.verdicts.map(({ verdict }) => verdict);
  if (testee.bad > 0 || testee.problems.length > 0) return "not conformant";
  return ["incomplete", "passed in part"].find((verdict) => verdicts.includes(verdict)) ?? "conformant";
}

const tone = (verdict) => verdict === "not conformant" ? "bad" : verdict === "incomplete" ? "unsure" : "good";

function headline() {
  const good = page.testees.filter((testee) => tone(verdictOf(testee)) === "good").length;
  if (page.testees.length > 1) return [`${good} of ${count(page.testees.length)} testees ${good === 1 ? "passes" : "pass"}`];
  const [testee] = page.testees;
  const verdict = verdictOf(testee);
  const words = { conformant: "is conformant", "passed in part": "passes, in part", incomplete: "is incomplete", "not conformant": "is not conformant" };
  return [el("span", { class: tone(verdict) }, el("span", { class: "verdict" }, icon[verdict])), ` ${abridged(testee.title, 80)} ${words[verdict]}`];
}

function summaryOf(testee) {
  const total = testee.results.length;
  if (testee.bad > 0) {
    const parts = [testee.counts.fail ? `${count(testee.counts.fail)} fail` : "", testee.counts.broken ? `${count(testee.counts.broken)} broke` : ""];
    return `Of ${plural(total, "case", "cases")}, ${parts.filter(Boolean).join(" and ")}.`;
  }
  if (testee.counts.pass === total) return `All ${plural(total, "case", "cases")} pass.`;
  return `${count(testee.counts.pass)} of ${plural(total, "case passes", "cases pass")}; ${count(total - testee.counts.pass)} are unsupported or skipped.`;
}

function barOf(counts, total) {
  let x = 0;
  const parts = outcomeNames.filter((name) => counts[name]).map((name) => {
    const width = Math.max(0.6, 100 * counts[name] / total);
    const part = svg("rect", { class: name, x: x.toFixed(2), width: width.toFixed(2), height: 8 });
    x += width;
    return part;
  });
  const words = outcomeNames.filter((name) => counts[name]).map((name) => `${count(counts[name])} ${name}`).join(", ");
  return svg("svg", { class: "bar", viewBox: `0 0 ${Math.max(x, 100).toFixed(2)} 8`, preserveAspectRatio: "none", role: "img", "aria-label": words }, parts);
}

/** The first thing to mend, with all that is needed to begin. */
function beginBox(testee, number) {
  const index = indexOfCase.get(testee.begin.id);
  const [one, result] = [page.cases[index], testee.results[index]];
  const rule = testee.begin.rule;
  return el("section", { class: "begin", "aria-label": "Begin here" },
    el("h3", {}, "Begin here: ", el("button", { type: "button", class: "link", onclick: () => { selectTestee(number); openById(one.id); } }, one.id)),
    el("p", {}, badge(result.outcome, kindText(result)), ` ${result.message}`),
    el("p", {}, el("span", { class: "label" }, "asked "), el("code", {}, `${one.op} ${abridged(one.in)}`)),
    result.received !== undefined ? answerDifference(one, result, page.rules) : null,
    rule ? el("ul", { class: "plain rules" }, ruleLine(rule, "", page.rules, choose)) : null,
    nextStep(one, result, testee, page),
    testee.bad > 1 ? el("p", { class: "hint" }, `It is the smallest question in the lowest room that fails. The ${plural(testee.bad - 1, "other", "others")} may be consequences.`) : null);
}

function testeeCard(testee, number) {
  const verdict = verdictOf(testee);
  return el("article", { class: `card ${tone(verdict)}`, "aria-label": testee.title },
    page.testees.length > 1 ? el("h2", {}, el("span", { class: "verdict" }, `${icon[verdict]} ${verdict}`), " ", abridged(testee.title, 80)) : null,
    el("p", {}, summaryOf(testee), el("span", { class: "hint" }, ` ${[testee.title, testee.version, testee.language].map((text) => abridged(text, 80)).filter(Boolean).join(" · ")}`)),
    barOf(testee.counts, testee.results.length),
    el("ul", { class: "profiles", "aria-label": "Verdict for each profile" }, testee.verdicts.map((one) => {
      const failing = one.counts[outcomeNames.indexOf("fail")] + one.counts[outcomeNames.indexOf("broken")];
      return el("li", { class: tone(one.verdict) }, `${icon[one.verdict]} `, el("strong", {}, one.profile), `: ${failing ? `${count(failing)} fail` : one.verdict}`);
    })),
    testee.problems.length ? el("section", { class: "begin", "aria-label": "Known failures" }, el("h3", {}, "The list of known failures is wrong"), el("ul", {}, testee.problems.map((problem) => el("li", {}, problem)))) : null,
    testee.begin ? beginBox(testee, number) : null);
}

// ---- rooms and rules

function cellOf(results, filters, what) {
  const counts = countsOf(results);
  const failing = counts.fail + counts.broken;
  const left = counts.unsupported + counts.skipped;
  if (results.length === 0) return el("span", { class: "hint" }, "none");
  const worst = failing ? "fail" : left ? "unsupported" : "pass";
  const text = failing ? `${count(failing)} of ${count(results.length)}` : left ? `${count(left)} of ${count(results.length)}` : count(results.length);
  const words = failing ? "fail" : left ? "are unsupported or skipped" : "pass";
  return el("button", { type: "button", class: `cell ${worst}`, "aria-label": `${what}: ${text} ${words}; list them`, onclick: () => choose({ ...filters, outcomes: failing ? badOutcomes() : new Set() }) },
    `${icons[worst]} ${text}`);
}

function drawRooms() {
  const { results, rooms } = current();
  const profiles = [...new Set(page.cases.map((one) => one.profile))].sort((a, b) => (a === "any") - (b === "any"));
  const where = (test) => results.filter((_, index) => test(page.cases[index]));
  const row = (room) => el("tr", {}, el("th", { scope: "row" }, room),
    profiles.map((profile) => el("td", {}, cellOf(where((one) => one.room === room && one.profile === profile), { room, profile }, `${room}, profile ${profile}`))),
    el("td", {}, cellOf(where((one) => one.room === room), { room }, room)));
  byId("matrix").replaceChildren(
    el("thead", {}, el("tr", {}, ["room", ...profiles, "all"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, rooms.map(row)));
}

let allRules = false;

function drawRules() {
  const { results } = current();
  const byRule = new Map();
  page.cases.forEach((one, index) => {
    for (const id of one.clauses) byRule.set(id, [...(byRule.get(id) ?? []), results[index]]);
  });
  const lines = [...byRule].map(([id, of]) => ({ id, counts: countsOf(of), total: of.length }));
  const share = ({ counts, total }) => (counts.fail + counts.broken) / total;
  // Rooms build on each other: a rule of a low room is more likely to be the cause.
  const floor = ({ id }) => floorOf(page.rules[id]?.page.replace(/^spec\/|\.md$/g, ""));
  lines.sort((a, b) => (share(b) > 0) - (share(a) > 0) || floor(a) - floor(b) || share(b) - share(a) || a.id.localeCompare(b.id, "en", { numeric: true }));
  const failing = lines.filter((line) => share(line) > 0);
  const some = failing.length ? failing.slice(0, 12) : lines.slice(0, 6);
  const button = byId("all-rules");
  button.hidden = some.length === lines.length;
  button.textContent = allRules ? "Show fewer rules" : `Show all ${count(lines.length)} rules`;
  button.setAttribute("aria-expanded", String(allRules));
  const cell = (line, name) => el("td", { class: line.counts[name] ? `number ${name}` : "number none" }, count(line.counts[name]));
  const row = (line) => el("tr", {},
    el("th", { scope: "row" }, el("button", { type: "button", class: "link", "aria-label": `List the cases of rule ${line.id}`, onclick: () => choose({ rule: line.id, outcomes: share(line) ? badOutcomes() : new Set() }) }, line.id)),
    el("td", { class: "sentence" }, page.rules[line.id]?.sentence ?? ""),
    outcomeNames.map((name) => cell(line, name)));
  byId("rule-table").replaceChildren(el("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "rules-title" }, el("table", { class: "rules" },
    el("thead", {}, el("tr", {}, ["rule", "what it says", ...outcomeNames].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, (allRules ? lines : some).map(row)))));
}

// ---- the run

function drawFacts() {
  const { suite, environment, selection } = page;
  const command = current().command;
  const parts = [...selection.filters.map((filter) => `--filter ${filter}`), ...selection.profiles.map((profile) => `--profile ${profile}`), selection.shard ? `--shard ${selection.shard}` : ""];
  const facts = [
    ["suite", `${suite.version}, ${selection.partial ? `a part of it (${parts.filter(Boolean).join(", ")})` : "all of it"}: ${count(page.cases.length)} of ${plural(suite.count, "case", "cases")}`],
    ["digest", el("code", {}, suite.digest)],
    ["testee", `${current().title} ${current().version}, ${current().language}`],
    ["command", el("code", {}, command || "the reference, within the runner")],
    ["date", environment.date],
    ["took", `${(current().elapsed_ms / 1000).toFixed(1)} s with ${plural(environment.jobs, "job", "jobs")}, at most ${count(environment.timeout_ms)} ms for an answer`],
    ["machine", `${environment.os}, ${plural(environment.cpus, "processor", "processors")}`],
    ["runner", `built with ${environment.compiler}`],
  ];
  byId("facts").replaceChildren(...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

// ---- controls

function options(select, all, values) {
  select.replaceChildren(el("option", { value: "" }, all), ...values.map((value) => el("option", { value }, value)));
}

function selectTestee(number) {
  state.testee = number;
  const { counts } = current();
  byId("outcomes").replaceChildren(...outcomeNames.map((name) => el("button", {
    type: "button", class: `chip ${name}`, "data-outcome": name, "aria-pressed": "false", onclick: () => toggleOutcome(name),
  }, `${icons[name]} ${name} ${count(counts[name])}`)));
  drawRooms();
  drawRules();
  drawFacts();
  refresh();
}

function toggleOutcome(name) {
  if (!state.outcomes.delete(name)) state.outcomes.add(name);
  refresh();
}

function drawControls() {
  const sorted = (values) => [...new Set(values)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  byId("testee").replaceChildren(...page.testees.map((testee, number) => el("option", { value: number }, testee.title)));
  byId("testee-field").hidden = page.testees.length === 1;
  options(byId("room"), "all rooms", current().rooms);
  options(byId("profile"), "all profiles", sorted(page.cases.map((one) => one.profile)));
  options(byId("op"), "all operations", sorted(page.cases.map((one) => one.op)));
  options(byId("rule"), "all rules", sorted(page.cases.flatMap((one) => one.clauses)));
  for (const name of ["room", "profile", "op", "rule"]) {
    byId(name).addEventListener("change", (event) => { state[name] = event.target.value; refresh(); });
  }
  byId("testee").addEventListener("change", (event) => {
    selectTestee(Number(event.target.value));
    if (list.opened !== null) openCase(list.opened, false);
  });
  let waiting = 0;
  byId("search").addEventListener("input", (event) => {
    state.search = event.target.value;
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 80);
  });
  byId("filters").addEventListener("submit", (event) => { event.preventDefault(); byId("list").focus(); });
  byId("clear").addEventListener("click", () => choose({}));
  byId("all-rules").addEventListener("click", () => { allRules = !allRules; drawRules(); });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.matches("input, select, textarea");
  if (event.key === "Escape") {
    if (byId("detail").contains(event.target) || event.target === byId("search")) backToList();
  } else if (isTyping) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    goTo("cases", "search");
  } else if (event.target === byId("list")) {
    if (list.key(event.key)) event.preventDefault();
  } else if (event.key === "j" || event.key === "k") {
    list.key(event.key);
    if (byId("detail").contains(event.target)) list.key("Enter");
    else goTo("cases", "list");
  }
});

// ---- light and dark

function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const other = theme === "dark" ? "light" : "dark";
  byId("theme").textContent = other === "dark" ? "Dark" : "Light";
  byId("theme").setAttribute("aria-label", `Show the page ${other}`);
}

function remembered() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;  // a page from a file, or in a frame, may have nothing to remember with
  }
}

byId("theme").addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  showTheme(theme);
  try {
    localStorage.setItem("theme", theme);
  } catch {
    return;
  }
});
showTheme(remembered() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => { if (!remembered()) showTheme(event.matches ? "dark" : "light"); });

// ---- the beginning

byId("verdicts-title").replaceChildren(...headline());
byId("testees").replaceChildren(...page.testees.map(testeeCard));
drawControls();
state.outcomes = badOutcomes();
selectTestee(state.testee);
byId("main").hidden = false;
const [, number, id] = decodeURIComponent(location.hash).match(/^#case:(\d+):(.+)$/s) ?? [];
if (id !== undefined && page.testees[number]) {
  selectTestee(Number(number));
  openById(id);
} else {
  openCase(current().begin ? indexOfCase.get(current().begin.id) : list.rows[0], false);
}
