// Bytes in rows, expected and received under each other, each byte that differs marked.

const rowBytes = () => (matchMedia('(max-width: 700px)').matches ? 8 : 16);

function hexDifference(expected, received) {
    const [a, b] = [expected, received].map((text) => text.match(/../g));
    const total = Math.max(a.length, b.length);
    const differing = Array.from({length: total}, (_, i) => i).filter((i) => a[i] !== b[i]);
    const [first] = differing;
    const sizes =
        a.length === b.length ? '' : ` Expected ${plural(a.length, 'byte', 'bytes')}, received ${count(b.length)}.`;
    const headings = ['offset', el('span', {class: 'unseen'}, 'which'), 'bytes'];
    return el(
        'div',
        {},
        el(
            'p',
            {class: 'hint'},
            `${count(differing.length)} of ${plural(total, 'byte differs', 'bytes differ')}, `,
            `from byte ${first} (0x${first.toString(16)}) on.${sizes}`,
        ),
        scrolling('Bytes', tableOf({class: 'hex'}, headings, hexRows(a, b, differing))),
    );
}

/** Rows with a difference and those next to them; in place of others, how many bytes are equal. */
function hexRows(a, b, differing) {
    const most = 64;
    const width = rowBytes();
    const total = Math.max(a.length, b.length);
    const bad = new Set(differing.map((i) => Math.floor(i / width)));
    const isShown = (row) => bad.has(row) || bad.has(row - 1) || bad.has(row + 1);
    const note = (text) => el('tr', {class: 'equal'}, el('td', {colspan: 3}, text));
    const lines = [];
    let shown = 0;
    let equal = 0;
    for (let begin = 0; begin < total && shown <= most; begin += width) {
        const size = Math.min(width, total - begin);
        if (!isShown(begin / width)) {
            equal += size;
            continue;
        }
        if (equal) lines.push(note(plural(equal, 'equal byte', 'equal bytes')));
        equal = 0;
        const rows = hexRow(a, b, begin, size, bad.has(begin / width));
        lines.push(...(++shown > most ? [note('… more bytes differ')] : rows));
    }
    if (equal) lines.push(note(plural(equal, 'equal byte', 'equal bytes')));
    return lines;
}

/** One row of both, or two rows if they differ. */
function hexRow(a, b, begin, size, differs) {
    const cells = (bytes, others) =>
        Array.from({length: size}, (_, i) => begin + i).map((i) =>
            bytes[i] === others[i] ? el('span', {}, bytes[i]) : el('mark', {'data-byte': i}, bytes[i] ?? '--'),
        );
    const offset = el('th', {scope: 'row', rowspan: differs ? 2 : 1}, begin.toString(16).padStart(4, '0'));
    const name = differs ? 'expected' : 'both';
    const upper = el('tr', {class: 'expected'}, offset, el('td', {}, name), el('td', {class: 'bytes'}, cells(a, b)));
    if (!differs) return [upper];
    return [upper, el('tr', {class: 'received'}, el('td', {}, 'received'), el('td', {class: 'bytes'}, cells(b, a)))];
}
