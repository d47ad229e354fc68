// Search over the rules and pages, and the sentence of a rule wherever its id is pointed at. `searchIndex` is in
// search_index.js, so that both work from a folder too.
'use strict';

const root = document.documentElement.dataset.root;

// How well an entry answers to the words: the sum over the words, and more if they stand together; 0 if it lacks one.
function scoreOf([kind, name, , text], words) {
    const title = name.toLowerCase();
    const body = text.toLowerCase();
    const weight = {rule: 1.2, page: 1.1, section: 1, claim: 0.8, code: 0.6}[kind];
    const phrase = words.join(' ');
    let sum = body.startsWith(phrase) ? 30 : words.length > 1 && body.includes(phrase) ? 15 : 0;
    for (const word of words) {
        const score =
            title === word
                ? 100
                : title.startsWith(word)
                  ? 20
                  : title.includes(word)
                    ? 10
                    : body.includes(word)
                      ? 1
                      : 0;
        if (score === 0) return 0;
        sum += score;
    }
    return sum * weight;
}

function search(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return searchIndex
        .map((entry) => [scoreOf(entry, words), entry])
        .filter(([score]) => score > 0)
        .sort(([a], [b]) => b - a)
        .slice(0, 30)
        .map(([, entry]) => entry);
}

// What an entry says around the first word that is sought, with all words marked.
function excerptOf(text, words) {
    const at = Math.max(0, ...words.map((word) => text.toLowerCase().indexOf(word)));
    const start = at < 60 ? 0 : text.indexOf(' ', at - 50) + 1;
    const excerpt =
        (start > 0 ? '… ' : '') + text.slice(start, start + 140) + (text.length > start + 140 ? ' …' : '');
    const pattern = new RegExp(
        `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
        'gi',
    );
    const shown = document.createElement('span');
    excerpt.split(pattern).forEach((piece, number) => {
        const node = document.createElement(number % 2 ? 'mark' : 'span');
        node.textContent = piece;
        shown.append(node);
    });
    return shown;
}

const field = document.getElementById('search');
const list = document.getElementById('found');
let chosen = 0;

function show() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = search(field.value);
    list.replaceChildren(
        ...found.map(([kind, name, url, text], number) => {
            const item = document.createElement('li');
            item.id = `found-${number}`;
            item.role = 'option';
            const link = document.createElement('a');
            link.href = root + url;
            link.tabIndex = -1;
            const title = document.createElement('b');
            title.textContent = name;
            const place = document.createElement('small');
            place.textContent = kind === 'code' ? '' : ` ${url.replace(/\.html.*/, '')}`;
            link.append(title, excerptOf(text, words), place);
            item.append(link);
            return item;
        }),
    );
    if (words.length > 0 && found.length === 0) {
        const none = document.createElement('li');
        none.className = 'none';
        none.role = 'option';
        none.textContent = 'Nothing found. Try an id, as KUR-7, or fewer words.';
        list.append(none);
    }
    list.hidden = words.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
    choose(0);
}

function choose(number) {
    const items = [...list.querySelectorAll('li[id]')];
    chosen = items.length === 0 ? 0 : (number + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute('aria-selected', String(at === chosen)));
    if (items.length > 0) {
        field.setAttribute('aria-activedescendant', items[chosen].id);
        items[chosen].scrollIntoView({block: 'nearest'});
    } else {
        field.removeAttribute('aria-activedescendant');
    }
}

function close() {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
}

field.addEventListener('input', show);
field.addEventListener('focus', show);
field.addEventListener('keydown', (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) {
        event.preventDefault();
        choose(chosen + step);
    } else if (event.key === 'Enter') {
        list.querySelectorAll('li[id] a')[chosen]?.click();
        close();
        field.blur();
    } else if (event.key === 'Escape') {
        field.value = '';
        close();
        field.blur();
    }
});
document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === field) return;
    event.preventDefault();
    field.focus();
    field.select();
});
document.addEventListener('pointerdown', (event) => {
    if (!event.target.closest('search')) close();
});
list.addEventListener('click', close);

// The sentence of a rule or claim beside the link that names it.
const sentences = new Map(searchIndex.filter((entry) => entry[4]).map((entry) => [entry[1], entry]));
const sentence = document.createElement('div');
sentence.id = 'sentence';
sentence.role = 'tooltip';
sentence.hidden = true;
document.body.append(sentence);

function showSentence(link) {
    const entry = sentences.get(link.textContent);
    if (!entry) return;
    sentence.innerHTML = `<b>${entry[1]}</b> ${entry[4]}`;
    sentence.hidden = false;
    link.setAttribute('aria-describedby', 'sentence');
    const place = link.getBoundingClientRect();
    const left = Math.max(16, Math.min(place.left, document.documentElement.clientWidth - sentence.offsetWidth - 16));
    const below = place.bottom + sentence.offsetHeight + 8 < innerHeight;
    sentence.style.left = `${left + scrollX}px`;
    sentence.style.top = `${(below ? place.bottom + 6 : place.top - sentence.offsetHeight - 6) + scrollY}px`;
}

function hideSentence(link) {
    sentence.hidden = true;
    link.removeAttribute('aria-describedby');
}

for (const link of document.querySelectorAll('a.reference')) {
    link.addEventListener('pointerenter', () => showSentence(link));
    link.addEventListener('focus', () => showSentence(link));
    link.addEventListener('pointerleave', () => hideSentence(link));
    link.addEventListener('blur', () => hideSentence(link));
}
document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') sentence.hidden = true;
});
