// The controls of the page, and how it begins.

// ---- cases

function openCase(index, withFocus) {
    const one = page.cases[index];
    const detail = byId('detail');
    list.opened = index;
    list.draw();
    detail.replaceChildren(
        el('button', {type: 'button', class: 'quiet back', onclick: backToList}, 'Back to the list'),
        ...caseDetail(one, current().results[index], current(), page, {choose, open: (id) => openById(id)}),
    );
    if (!withFocus) return;
    history.replaceState(null, '', `#case:${state.testee}:${one.id}`);
    if (matchMedia('(max-width: 900px)').matches) detail.scrollIntoView();
    detail.querySelector('h3').focus({preventScroll: true});
}

function openById(id) {
    const index = indexOfCase.get(id);
    if (index === undefined) return;
    if (!list.rows.includes(index)) {
        Object.assign(state, everything, {outcomes: new Set()});
        refresh();
    }
    list.move(list.rows.indexOf(index));
    openCase(index, true);
}

function backToList() {
    goTo('cases', 'list');
}

// ---- controls

function options(select, all, values) {
    select.replaceChildren(el('option', {value: ''}, all), ...values.map((value) => el('option', {value}, value)));
}

function selectTestee(number) {
    state.testee = number;
    const {counts} = current();
    byId('outcomes').replaceChildren(
        ...outcomeNames.map((name) =>
            el(
                'button',
                {
                    type: 'button',
                    class: `chip ${name}`,
                    'data-outcome': name,
                    'aria-pressed': 'false',
                    onclick: () => toggleOutcome(name),
                },
                `${icons[name]} ${name} ${count(counts[name])}`,
            ),
        ),
    );
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
    const sorted = (values) => [...new Set(values)].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
    byId('testee').replaceChildren(
        ...page.testees.map((testee, number) => el('option', {value: number}, testee.title)),
    );
    byId('testee-field').hidden = page.testees.length === 1;
    options(byId('room'), 'all rooms', current().rooms);
    options(byId('profile'), 'all profiles', sorted(page.cases.map((one) => one.profile)));
    options(byId('op'), 'all operations', sorted(page.cases.map((one) => one.op)));
    options(byId('rule'), 'all rules', sorted(page.cases.flatMap((one) => one.clauses)));
    for (const name of ['room', 'profile', 'op', 'rule']) {
        byId(name).addEventListener('change', (event) => {
            state[name] = event.target.value;
            refresh();
        });
    }
    byId('testee').addEventListener('change', (event) => {
        selectTestee(Number(event.target.value));
        if (list.opened !== null) openCase(list.opened, false);
    });
    let waiting = 0;
    byId('search').addEventListener('input', (event) => {
        state.search = event.target.value;
        clearTimeout(waiting);
        waiting = setTimeout(refresh, 80);
    });
    byId('filters').addEventListener('submit', (event) => {
        event.preventDefault();
        byId('list').focus();
    });
    byId('clear').addEventListener('click', () => choose({}));
    byId('all-rules').addEventListener('click', () => {
        allRules = !allRules;
        drawRules();
    });
}

document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.matches('input, select, textarea');
    if (event.key === 'Escape') {
        if (byId('detail').contains(event.target) || event.target === byId('search')) backToList();
    } else if (isTyping) {
        return;
    } else if (event.key === '/') {
        event.preventDefault();
        goTo('cases', 'search');
    } else if (event.target === byId('list')) {
        if (list.key(event.key)) event.preventDefault();
    } else if (event.key === 'j' || event.key === 'k') {
        list.key(event.key);
        if (byId('detail').contains(event.target)) list.key('Enter');
        else goTo('cases', 'list');
    }
});

// ---- light and dark

function showTheme(theme) {
    document.documentElement.dataset.theme = theme;
    const other = theme === 'dark' ? 'light' : 'dark';
    byId('theme').textContent = other === 'dark' ? 'Dark' : 'Light';
    byId('theme').setAttribute('aria-label', `Show the page ${other}`);
}

function remembered() {
    try {
        return localStorage.getItem('theme');
    } catch {
        return null; // a page from a file, or in a frame, may have nothing to remember with
    }
}

byId('theme').addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    showTheme(theme);
    try {
        localStorage.setItem('theme', theme);
    } catch {
        return;
    }
});
showTheme(remembered() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
    if (!remembered()) showTheme(event.matches ? 'dark' : 'light');
});

// ---- the beginning

byId('verdicts-title').replaceChildren(...headline());
byId('testees').replaceChildren(...page.testees.map(testeeCard));
drawControls();
state.outcomes = badOutcomes();
selectTestee(state.testee);
byId('main').hidden = false;
const [, number, id] = decodeURIComponent(location.hash).match(/^#case:(\d+):(.+)$/s) ?? [];
if (id !== undefined && page.testees[number]) {
    selectTestee(Number(number));
    openById(id);
} else {
    openCase(current().begin ? indexOfCase.get(current().begin.id) : list.rows[0], false);
}
