// JSON read without loss. A browser's own reader makes 8.0 an 8 and rounds numbers beyond 2^53, which may be just what
// is wrong with an answer. A value is {kind, …}: object (entries), array (items), string (text), number or literal
// (text as it was written).

function parseValue(text) {
    const token = /\s*(?:([{}[\]:,])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?[0-9][0-9.eE+-]*)|(true|false|null))/y;
    const next = () => token.exec(text) ?? [];

    function valueOf([, mark, string, number, literal]) {
        if (string !== undefined) return {kind: 'string', text: JSON.parse(string)};
        if (number !== undefined) return {kind: 'number', text: number};
        if (literal !== undefined) return {kind: 'literal', text: literal};
        if (mark === '{') return {kind: 'object', entries: members()};
        if (mark === '[') return {kind: 'array', items: items()};
        throw new Error(`no value at ${token.lastIndex}`);
    }

    function items() {
        const all = [];
        for (let found = next(); found[1] !== ']'; found = next()) {
            all.push(valueOf(found[1] === ',' ? next() : found));
        }
        return all;
    }

    function members() {
        const all = [];
        for (let found = next(); found[1] !== '}'; found = next()) {
            const key = JSON.parse((found[1] === ',' ? next() : found)[2]);
            next();
            all.push([key, valueOf(next())]);
        }
        return all;
    }

    return valueOf(next());
}

/** A value on one line, as JSON. */
function textOf(value) {
    switch (value.kind) {
        case 'object':
            return `{${value.entries.map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`).join(',')}}`;
        case 'array':
            return `[${value.items.map(textOf).join(',')}]`;
        case 'string':
            return JSON.stringify(value.text);
        default:
            return value.text;
    }
}

/** A value on as many lines as make it readable. */
function prettyOf(value, indent = '') {
    const inner = `${indent}  `;
    const short = textOf(value);
    if (short.length + indent.length <= 100 || (value.kind !== 'object' && value.kind !== 'array')) return short;
    if (value.kind === 'object') {
        const lines = value.entries.map(
            ([key, member]) => `${inner}${JSON.stringify(key)}: ${prettyOf(member, inner)}`,
        );
        return `{\n${lines.join(',\n')}\n${indent}}`;
    }
    return `[\n${value.items.map((item) => inner + prettyOf(item, inner)).join(',\n')}\n${indent}]`;
}

const member = (value, key) =>
    value?.kind === 'object' ? value.entries.find(([name]) => name === key)?.[1] : undefined;

/** The integer that a number or a text of digits says, or null. */
function integerOf(value) {
    const isText = value?.kind === 'string' && /^-?(0|[1-9][0-9]{0,99})$/.test(value.text);
    const isNumber = value?.kind === 'number' && /^-?[0-9]{1,99}$/.test(value.text);
    return isText || isNumber ? BigInt(value.text) : null;
}

/** Whether a value is bytes in hexadecimal, and enough of them to be laid out in rows. */
const isHex = (value) => value?.kind === 'string' && value.text.length >= 16 && /^([0-9a-f]{2})+$/.test(value.text);

/** Whether a value is a row of numbers that can be drawn. */
const isSeries = (value) =>
    value?.kind === 'array' && value.items.length >= 2 && value.items.every((item) => integerOf(item) !== null);
