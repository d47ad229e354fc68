// Two values side by side: where they differ, and each difference in the form that shows it best.

/** The leaves of two values by path, in the order of the expected one: {path, expected, received, same}. */
function leavesOf(expected, received, path = '') {
    const bothAre = (kind) => expected?.kind === kind && received?.kind === kind;
    if (bothAre('object')) {
        const keys = [...new Set([...expected.entries, ...received.entries].map(([key]) => key))];
        return keys.flatMap((key) =>
            leavesOf(member(expected, key), member(received, key), path ? `${path}.${key}` : key),
        );
    }
    const areSeries = isSeries(expected) && isSeries(received);
    if (bothAre('array') && !areSeries) {
        const length = Math.max(expected.items.length, received.items.length);
        return Array.from({length}, (_, i) => leavesOf(expected.items[i], received.items[i], `${path}[${i}]`)).flat();
    }
    const same = expected !== undefined && received !== undefined && textOf(expected) === textOf(received);
    return [{path, expected, received, same}];
}

/** The numbers that records of an array have under the same key: a trajectory that can be drawn. */
function trajectoriesOf(expected, received, path = '') {
    if (expected?.kind === 'object' && received?.kind === 'object') {
        return expected.entries.flatMap(([key, value]) =>
            trajectoriesOf(value, member(received, key), path ? `${path}.${key}` : key),
        );
    }
    if (expected?.kind !== 'array' || received?.kind !== 'array' || expected.items.length < 3) return [];
    const keys = expected.items[0].kind === 'object' ? expected.items[0].entries.map(([key]) => key) : [];
    return keys
        .map((key) => ({
            path: `${path}[…].${key}`,
            expected: {kind: 'array', items: expected.items.map((item) => member(item, key))},
            received: {kind: 'array', items: received.items.map((item) => member(item, key))},
        }))
        .filter(
            (one) => isSeries(one.expected) && isSeries(one.received) && textOf(one.expected) !== textOf(one.received),
        );
}

/** A difference as an element. */
function differenceOf({path, expected, received}) {
    const label = el('h4', {}, path || 'the answer');
    return el('section', {class: 'difference', 'aria-label': path || 'the answer'}, label, formOf(expected, received));
}

function formOf(expected, received) {
    if (isSeries(expected) && isSeries(received)) return seriesDifference(expected, received);
    if (isHex(expected) && isHex(received)) return hexDifference(expected.text, received.text);
    return textDifference(expected, received);
}

/** Expected and received under each other, what they do not share marked. */
function textDifference(expected, received) {
    const [a, b] = [expected, received].map((value) => (value === undefined ? null : prettyOf(value)));
    const [marksA, marksB] = a === null || b === null ? [[a ?? '(not there)'], [b ?? '(not there)']] : marked(a, b);
    const note = distanceOf(expected, received);
    return el(
        'div',
        {class: 'pair'},
        side('expected', marksA),
        side('received', marksB),
        note ? el('p', {class: 'hint'}, note) : null,
    );
}

function side(name, parts) {
    return el(
        'div',
        {class: `side ${name}`},
        el('span', {class: 'label'}, name),
        el('pre', {tabindex: 0, role: 'region', 'aria-label': name}, parts),
    );
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
        return [text.slice(0, begin), middle ? el('mark', {}, middle) : '', text.slice(text.length - end)];
    };
    return [cut(a), cut(b)];
}

function distanceOf(expected, received) {
    const [a, b] = [integerOf(expected), integerOf(received)];
    if (expected?.kind !== received?.kind)
        return expected && received ? `expected a ${expected.kind}, received a ${received.kind}` : '';
    if (a === null || b === null || a === b) return '';
    return b > a ? `${b - a} too great` : `${a - b} too small`;
}
