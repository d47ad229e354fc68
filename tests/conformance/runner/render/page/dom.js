// Elements made by hand. Whatever a report says goes in as text: nothing of it is ever parsed as HTML.

const byId = (id) => document.getElementById(id);

/** An element with attributes (on… are listeners; null and false leave one out) and children. */
function el(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

/** The same for what SVG has. */
function svg(tag, attributes = {}, ...children) {
    return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? '' : String(value));
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
}

const count = (number) => number.toLocaleString('en-US');

const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

/** A button that looks like a link; its name says more than its text where one is given. */
const linkButton = (text, name, onclick) =>
    el('button', {type: 'button', class: 'link', 'aria-label': name || null, onclick}, text);

/** A button that copies a text, or selects it where the browser does not let us. */
function copyButton(text, source) {
    const button = el('button', {type: 'button', class: 'quiet', 'aria-label': 'Copy the command'}, 'Copy');
    button.addEventListener('click', async () => {
        try {
            await navigator.clipboard.writeText(text);
            button.textContent = 'Copied';
        } catch {
            getSelection().selectAllChildren(source);
            button.textContent = 'Selected';
        }
        setTimeout(() => {
            button.textContent = 'Copy';
        }, 2000);
    });
    return button;
}

/** A shell command and a button to copy it. */
function commandLine(text) {
    const code = el('code', {}, text);
    return el(
        'div',
        {class: 'command'},
        el('pre', {tabindex: 0, role: 'region', 'aria-label': 'Command'}, code),
        copyButton(text, code),
    );
}

/** A table with a row of headings. */
function tableOf(attributes, headings, rows) {
    const heads = headings.map((heading) => el('th', {scope: 'col'}, heading));
    return el('table', attributes, el('thead', {}, el('tr', {}, heads)), el('tbody', {}, rows));
}

/** What may be wider than the screen, in a box that scrolls by itself. */
function scrolling(label, content) {
    return el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label}, content);
}
