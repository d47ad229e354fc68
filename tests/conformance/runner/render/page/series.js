// Rows of numbers, such as phases, or the coherence over the steps: where they part, drawn and as numbers.

function seriesDifference(expected, received) {
    const [a, b] = [expected.items, received.items];
    const total = Math.max(a.length, b.length);
    const textAt = (items, i) => (i < items.length ? textOf(items[i]) : '(not there)');
    const differing = Array.from({length: total}, (_, i) => i).filter((i) => textAt(a, i) !== textAt(b, i));
    const [first] = differing;
    const sizes = a.length === b.length ? '' : ` Expected ${count(a.length)} of them, received ${count(b.length)}.`;
    const row = (i) =>
        el(
            'tr',
            {},
            el('th', {scope: 'row'}, String(i)),
            el('td', {}, textAt(a, i)),
            el('td', {}, el('mark', {}, textAt(b, i))),
            el('td', {}, stepBetween(integerOf(a[i]), integerOf(b[i]))),
        );
    const headings = ['index', 'expected', 'received', 'difference'];
    return el(
        'div',
        {},
        el(
            'p',
            {class: 'hint'},
            `${count(differing.length)} of ${plural(total, 'number differs', 'numbers differ')}, `,
            `from index ${first} on.${sizes}`,
        ),
        plot(a.map(integerOf), b.map(integerOf), first),
        scrolling(
            'The first numbers that differ',
            tableOf({class: 'numbers'}, headings, differing.slice(0, 8).map(row)),
        ),
    );
}

/** "+32", "−4", or nothing where there is nothing to count. */
function stepBetween(a, b) {
    if (a === null || b === null || a === b) return '';
    return b > a ? `+${b - a}` : `−${a - b}`;
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
    const x = (i) => margin + ((width - 2 * margin) * i) / Math.max(last, 1);
    const y = (value) => height - margin - (height - 2 * margin) * (high > low ? (value - low) / (high - low) : 0.5);
    const line = (values, name) =>
        svg('polyline', {
            class: name,
            points: values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' '),
        });
    const dots = (values, name) =>
        values.length > 64
            ? []
            : values.map((value, i) =>
                  svg('circle', {
                      class: name,
                      cx: x(i).toFixed(1),
                      cy: y(value).toFixed(1),
                      r: name === 'expected' ? 4 : 2.5,
                  }),
              );
    const side = x(first) > width / 2 ? 'end' : 'start';
    return el(
        'figure',
        {},
        svg(
            'svg',
            {
                viewBox: `0 0 ${width} ${height}`,
                role: 'img',
                class: 'plot',
                'aria-label': `Expected and received; they part at index ${first}`,
            },
            svg('line', {class: 'divergence', 'data-index': first, x1: x(first), x2: x(first), y1: 0, y2: height}),
            line(a, 'expected'),
            line(b, 'received'),
            dots(a, 'expected'),
            dots(b, 'received'),
            svg('text', {x: x(first) + (side === 'end' ? -6 : 6), y: 12, 'text-anchor': side}, `index ${first}`),
        ),
        el(
            'figcaption',
            {},
            el('span', {class: 'key expected'}, 'expected'),
            el('span', {class: 'key received'}, 'received'),
            el('span', {class: 'key divergence'}, 'they part'),
        ),
    );
}
