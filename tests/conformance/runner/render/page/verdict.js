// The top of the page: a verdict for each testee, and what to mend first.

/** The verdict of a testee in one word, with the worst first. */
function verdictOf(testee) {
    const verdicts = testee.verdicts.map(({verdict}) => verdict);
    if (testee.bad > 0 || testee.problems.length > 0) return 'not conformant';
    return ['incomplete', 'passed in part'].find((verdict) => verdicts.includes(verdict)) ?? 'conformant';
}

const tone = (verdict) => (verdict === 'not conformant' ? 'bad' : verdict === 'incomplete' ? 'unsure' : 'good');

function headline() {
    const good = page.testees.filter((testee) => tone(verdictOf(testee)) === 'good').length;
    if (page.testees.length > 1)
        return [`${good} of ${count(page.testees.length)} testees ${good === 1 ? 'passes' : 'pass'}`];
    const [testee] = page.testees;
    const verdict = verdictOf(testee);
    const words = {
        conformant: 'is conformant',
        'passed in part': 'passes, in part',
        incomplete: 'is incomplete',
        'not conformant': 'is not conformant',
    };
    return [
        el('span', {class: tone(verdict)}, el('span', {class: 'verdict'}, icon[verdict])),
        ` ${abridged(testee.title, 80)} ${words[verdict]}`,
    ];
}

/** "3 fail and 4 broke"; empty if none did. */
function badWords({fail, broken}) {
    return [fail ? `${count(fail)} fail` : '', broken ? `${count(broken)} broke` : ''].filter(Boolean).join(' and ');
}

function summaryOf(testee) {
    const total = testee.results.length;
    if (testee.bad > 0) return `Of ${plural(total, 'case', 'cases')}, ${badWords(testee.counts)}.`;
    if (testee.counts.pass === total) return `All ${plural(total, 'case', 'cases')} pass.`;
    const {pass} = testee.counts;
    return `${count(pass)} of ${plural(total, 'case', 'cases')} pass, ${count(total - pass)} are unsupported or skipped.`;
}

function barOf(counts, total) {
    let x = 0;
    const parts = outcomeNames
        .filter((name) => counts[name])
        .map((name) => {
            const width = Math.max(0.6, (100 * counts[name]) / total);
            const part = svg('rect', {class: name, x: x.toFixed(2), width: width.toFixed(2), height: 8});
            x += width;
            return part;
        });
    const words = outcomeNames
        .filter((name) => counts[name])
        .map((name) => `${count(counts[name])} ${name}`)
        .join(', ');
    return svg(
        'svg',
        {
            class: 'bar',
            viewBox: `0 0 ${Math.max(x, 100).toFixed(2)} 8`,
            preserveAspectRatio: 'none',
            role: 'img',
            'aria-label': words,
        },
        parts,
    );
}

/** What to do where no case fails. */
const afterwards = {
    conformant: 'Keep report.json: bloomcoin-conformance compare finds what is worse in a later one.',
    'passed in part': 'Not every case was asked: a run without --filter and --shard gives a verdict.',
    incomplete: 'The cases that are unsupported or skipped, below, are what is left to do.',
    'not conformant': 'No case fails that is not on the list; mend the list.',
};

/** The first thing to mend, with all that is needed to begin. */
function beginBox(testee, number) {
    const index = indexOfCase.get(testee.begin.id);
    const [one, result] = [page.cases[index], testee.results[index]];
    const rule = testee.begin.rule;
    return el(
        'section',
        {class: 'begin', 'aria-label': 'Begin here'},
        el(
            'h3',
            {},
            'Begin here: ',
            linkButton(one.id, '', () => {
                selectTestee(number);
                openById(one.id);
            }),
        ),
        outcomeLine(result),
        el('p', {}, el('span', {class: 'label'}, 'asked '), el('code', {}, `${one.op} ${abridged(one.in)}`)),
        result.received !== undefined ? answerDifference(one, result, page.rules) : null,
        rule ? el('p', {}, el('span', {class: 'label'}, 'rule '), ruleParts(rule, page.rules, choose)) : null,
        nextStep(one, result, testee, page),
        testee.bad > 1
            ? el(
                  'p',
                  {class: 'hint'},
                  'It is the smallest question in the lowest room that fails. ',
                  `The ${plural(testee.bad - 1, 'other', 'others')} may be consequences.`,
              )
            : null,
    );
}

function testeeCard(testee, number) {
    const verdict = verdictOf(testee);
    const asked = page.selection.partial ? `a part of suite ${page.suite.version}` : `suite ${page.suite.version}`;
    const facts = [testee.version && `version ${testee.version}`, testee.language, asked].filter(Boolean);
    return el(
        'article',
        {class: `card ${tone(verdict)}`, 'aria-label': testee.title},
        page.testees.length > 1
            ? el(
                  'h2',
                  {},
                  el('span', {class: 'verdict'}, `${icon[verdict]} ${verdict}`),
                  ' ',
                  abridged(testee.title, 80),
              )
            : null,
        el(
            'p',
            {},
            summaryOf(testee),
            el('span', {class: 'hint'}, ` ${facts.map((text) => abridged(text, 80)).join(' · ')}`),
        ),
        barOf(testee.counts, testee.results.length),
        el(
            'ul',
            {class: 'profiles', 'aria-label': 'Verdict for each profile'},
            testee.verdicts.map((one) => {
                const [fail, broken] = ['fail', 'broken'].map((name) => one.counts[outcomeNames.indexOf(name)]);
                return el(
                    'li',
                    {class: tone(one.verdict)},
                    `${icon[one.verdict]} `,
                    el('strong', {}, one.profile),
                    `: ${badWords({fail, broken}) || one.verdict}`,
                );
            }),
        ),
        testee.problems.length
            ? el(
                  'section',
                  {class: 'begin', 'aria-label': 'Known failures'},
                  el('h3', {}, 'The list of known failures is wrong'),
                  el(
                      'ul',
                      {},
                      testee.problems.map((problem) => el('li', {}, problem)),
                  ),
              )
            : null,
        testee.begin ? beginBox(testee, number) : el('p', {class: 'hint'}, afterwards[verdict]),
    );
}
