// How the cases of each room, profile and rule ended; and how the run was made.

function cellOf(results, filters, what) {
    if (results.length === 0) return el('span', {class: 'hint'}, 'none');
    const counts = countsOf(results);
    const failing = counts.fail + counts.broken;
    const left = counts.unsupported + counts.skipped;
    const [look, sign, words] = failing
        ? ['bad', counts.fail ? icons.fail : icons.broken, counts.fail ? 'fail' : 'broke']
        : left
          ? ['unsure', icons.unsupported, 'are unsupported or skipped']
          : ['good', icons.pass, 'pass'];
    const text = look === 'good' ? count(results.length) : `${count(failing || left)} of ${count(results.length)}`;
    return el(
        'button',
        {
            type: 'button',
            class: `cell ${look}`,
            'aria-label': `${what}: ${text} ${words}; list them`,
            onclick: () => choose({...filters, outcomes: failing ? badOutcomes() : new Set()}),
        },
        `${sign} ${text}`,
    );
}

function drawRooms() {
    const {results, rooms} = current();
    const profiles = [...new Set(page.cases.map((one) => one.profile))].sort((a, b) => (a === 'any') - (b === 'any'));
    const where = (test) => results.filter((_, index) => test(page.cases[index]));
    const whole = (room) =>
        cellOf(
            where((one) => one.room === room),
            {room},
            room,
        );
    const part = (room, profile) => {
        const chosen = where((one) => one.room === room && one.profile === profile);
        return cellOf(chosen, {room, profile}, `${room}, profile ${profile}`);
    };
    const row = (room) => {
        const cells = [whole(room), ...profiles.map((profile) => part(room, profile))];
        return el(
            'tr',
            {},
            el('th', {scope: 'row'}, room),
            cells.map((cell) => el('td', {}, cell)),
        );
    };
    const table = tableOf({class: 'matrix'}, ['room', 'all', ...profiles], rooms.map(row));
    byId('room-table').replaceChildren(scrolling('Rooms and profiles', table));
}

/** How many cases of each rule ended how. */
function ruleLines() {
    const {results} = current();
    const byRule = new Map();
    page.cases.forEach((one, index) => {
        for (const id of one.clauses) {
            if (!byRule.has(id)) byRule.set(id, []);
            byRule.get(id).push(results[index]);
        }
    });
    const lines = [...byRule].map(([id, of]) => {
        const counts = countsOf(of);
        // Rooms build on each other: a rule of a low room is more likely to be the cause.
        const floor = floorOf(page.rules[id]?.page.replace(/^spec\/|\.md$/g, ''));
        return {id, counts, floor, share: (counts.fail + counts.broken) / of.length};
    });
    const inDoubt = ({share}) => (share > 0 ? 0 : 1);
    const byName = (a, b) => a.id.localeCompare(b.id, 'en', {numeric: true});
    return lines.sort((a, b) => inDoubt(a) - inDoubt(b) || a.floor - b.floor || b.share - a.share || byName(a, b));
}

let allRules = false;

function drawRules() {
    const lines = ruleLines();
    const failing = lines.filter(({share}) => share > 0);
    const some = failing.length ? failing.slice(0, 12) : lines.slice(0, 6);
    const button = byId('all-rules');
    button.hidden = some.length === lines.length;
    button.textContent = allRules ? 'Show fewer rules' : `Show all ${count(lines.length)} rules`;
    button.setAttribute('aria-expanded', String(allRules));

    const shown = outcomeNames.filter((name) => current().counts[name] > 0);
    const cell = (number, name) => el('td', {class: `number ${number ? name : 'none'}`}, count(number));
    const row = ({id, counts, share}) => {
        const list = () => choose({rule: id, outcomes: share ? badOutcomes() : new Set()});
        return el(
            'tr',
            {},
            el('th', {scope: 'row'}, linkButton(id, `List the cases of rule ${id}`, list)),
            shown.map((name) => cell(counts[name], name)),
            el('td', {class: 'sentence'}, page.rules[id]?.sentence ?? ''),
        );
    };
    const table = tableOf({class: 'rules'}, ['rule', ...shown, 'what it says'], (allRules ? lines : some).map(row));
    byId('rule-table').replaceChildren(scrolling('Rules', table));
}

function drawFacts() {
    const {suite, environment, selection} = page;
    const {title, version, language, command, elapsed_ms: elapsed} = current();
    const parts = [
        ...selection.filters.map((filter) => `--filter ${filter}`),
        ...selection.profiles.map((profile) => `--profile ${profile}`),
        ...(selection.shard ? [`--shard ${selection.shard}`] : []),
    ];
    const asked = selection.partial ? `a part of it (${parts.join(', ')})` : 'all of it';
    const [jobs, patience] = [plural(environment.jobs, 'job', 'jobs'), count(environment.timeout_ms)];
    const facts = [
        ['suite', `${suite.version}, ${asked}: ${count(page.cases.length)} of ${plural(suite.count, 'case', 'cases')}`],
        ['digest', el('code', {}, suite.digest)],
        ['testee', [title, version, language].filter(Boolean).join(', ')],
        ['command', el('code', {}, command || 'the reference, within the runner')],
        ['date', environment.date],
        ['took', `${(elapsed / 1000).toFixed(1)} s with ${jobs}, at most ${patience} ms for an answer`],
        ['machine', `${environment.os}, ${plural(environment.cpus, 'processor', 'processors')}`],
        ['runner', `built with ${environment.compiler}`],
    ];
    byId('facts').replaceChildren(
        ...facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
    );
}
