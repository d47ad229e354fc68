// The report, and which of its cases are listed.

const page = JSON.parse(byId('report').textContent);
const outcomeNames = page.outcomes;
const bad = new Set(['fail', 'broken']);
const icon = {conformant: '✓', 'passed in part': '✓', incomplete: '!', 'not conformant': '✗'};

for (const testee of page.testees) {
    testee.results = testee.results.map(([outcome, ms, kind, message, received]) => ({
        outcome: outcomeNames[outcome],
        ms,
        kind: kind ?? '',
        message: message ?? '',
        received,
    }));
    testee.counts = countsOf(testee.results);
    testee.bad = testee.counts.fail + testee.counts.broken;
}
const indexOfCase = new Map(page.cases.map((one, index) => [one.id, index]));

function countsOf(results) {
    const counts = Object.fromEntries(outcomeNames.map((name) => [name, 0]));
    for (const {outcome} of results) ++counts[outcome];
    return counts;
}

const everything = {search: '', room: '', profile: '', op: '', rule: '', outcomes: new Set()};
const state = {
    ...everything,
    testee: Math.max(
        0,
        page.testees.findIndex((testee) => testee.bad > 0),
    ),
};
const current = () => page.testees[state.testee];
const badOutcomes = () => new Set([...bad].filter((name) => current().counts[name] > 0));

const list = new CaseList(byId('list'), byId('space'), {
    describe(index) {
        const one = page.cases[index];
        const result = current().results[index];
        return [
            el('span', {class: `dot ${result.outcome}`, 'aria-hidden': 'true'}, icons[result.outcome]),
            el('span', {class: 'row-id'}, one.id),
            el('span', {class: 'row-note'}, `${kindText(result)} · ${one.op} · ${one.profile}`),
        ];
    },
    onopen: (index) => openCase(index, true),
});

/** All that is known about a case, to be searched; made once for each testee. */
function haystackOf(index) {
    const testee = current();
    testee.haystacks ??= [];
    const [one, result] = [page.cases[index], testee.results[index]];
    return (testee.haystacks[index] ??= [
        one.id,
        one.op,
        one.why,
        one.source,
        one.clauses.join(' '),
        one.sibling,
        kindText(result),
        result.message,
        one.expected,
        result.received,
    ]
        .join('\n')
        .toLowerCase());
}

const floorOf = (room) => current().rooms.indexOf(room);

/** In the order in which to mend them: what is bad, the smallest question of the lowest room first; then the rest. */
function inOrder(indices) {
    const {results} = current();
    const rank = (index) => {
        const one = page.cases[index];
        const isBad = bad.has(results[index].outcome);
        return [isBad ? 0 : 1, floorOf(one.room), isBad ? one.in.length + one.expected.length : 0];
    };
    const ranks = new Map(indices.map((index) => [index, rank(index)]));
    const before = (a, b) => {
        const i = a.findIndex((part, at) => part !== b[at]);
        return i < 0 ? 0 : a[i] - b[i];
    };
    return indices.sort((a, b) => before(ranks.get(a), ranks.get(b)));
}

function chosenCases() {
    const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
    const {results} = current();
    const isChosen = (one, index) =>
        (state.outcomes.size === 0 || state.outcomes.has(results[index].outcome)) &&
        (!state.room || one.room === state.room) &&
        (!state.profile || one.profile === state.profile) &&
        (!state.op || one.op === state.op) &&
        (!state.rule || one.clauses.includes(state.rule)) &&
        words.every((word) => haystackOf(index).includes(word));
    return inOrder(page.cases.flatMap((one, index) => (isChosen(one, index) ? [index] : [])));
}

function refresh() {
    for (const name of ['search', 'room', 'profile', 'op', 'rule', 'testee']) byId(name).value = state[name];
    for (const button of byId('outcomes').children)
        button.setAttribute('aria-pressed', String(state.outcomes.has(button.dataset.outcome)));
    const chosen = chosenCases();
    byId('count').textContent =
        chosen.length === 0
            ? 'No case is left: show all cases, or choose less.'
            : `${count(chosen.length)} of ${plural(page.cases.length, 'case', 'cases')}`;
    byId('clear').hidden = chosen.length === page.cases.length;
    list.show(chosen);
}

/** Lists what these filters leave of everything, and goes there. */
function choose(filters) {
    Object.assign(state, everything, {outcomes: new Set()}, filters);
    refresh();
    goTo('cases', 'list');
}

function goTo(section, focus) {
    byId(section).scrollIntoView();
    byId(focus).focus({preventScroll: true});
}
