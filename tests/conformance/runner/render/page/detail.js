// One case in full: what was asked, what was expected and received, which rules it is about, and what to do next.

const icons = {pass: '✓', fail: '✗', broken: '⚡', unsupported: '–', skipped: '!'};

const badge = (outcome, text = outcome) =>
    el('span', {class: `badge ${outcome}`}, el('span', {'aria-hidden': 'true'}, `${icons[outcome]} `), text);

const kindText = (result) => (result.kind ? `${result.outcome}, ${result.kind}` : result.outcome);

/** How a case ended, and what the runner says about that. */
const outcomeLine = (result) =>
    el('p', {}, badge(result.outcome, kindText(result)), result.message ? `: ${result.message}` : '');

/** A rule with its sentence; choosing it lists its cases. */
function ruleParts(id, rules, choose) {
    const rule = rules[id];
    return [
        linkButton(id, `List the cases of rule ${id}`, () => choose({rule: id})),
        rule ? ` ${rule.sentence} ` : ' (spec/ has no such rule)',
        rule ? el('span', {class: 'hint'}, rule.page) : null,
    ];
}

/** An answer in words: a refusal with its sentence, or that it was accepted. */
function answerText(value, rules) {
    const rule = member(value, 'rule');
    if (rule === undefined)
        return [
            el('strong', {}, 'accepted'),
            ' with ',
            el('code', {}, abridged(textOf(member(value, 'out') ?? value))),
        ];
    const sentence = rules[rule.text]?.sentence;
    return [el('strong', {}, `refused with ${rule.text}`), sentence ? `: ${sentence}` : ' (spec/ has no such rule)'];
}

const abridged = (text, most = 200) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Expected and received of a wrong answer. */
function answerDifference(one, result, rules) {
    const expected = parseValue(one.expected);
    const received = parseValue(result.received);
    const shortened = member(received, 'shortened');
    if (shortened !== undefined) {
        return el(
            'div',
            {class: 'pair'},
            side('expected', [prettyOf(expected)]),
            side('received', [member(shortened, 'begins').text]),
            el('p', {class: 'hint'}, `The answer has ${member(shortened, 'bytes').text} bytes; this is its beginning.`),
        );
    }
    if (member(expected, 'rule') || member(received, 'rule')) {
        return el(
            'div',
            {class: 'pair'},
            el(
                'div',
                {class: 'side expected'},
                el('span', {class: 'label'}, 'expected'),
                el('p', {}, answerText(expected, rules)),
            ),
            el(
                'div',
                {class: 'side received'},
                el('span', {class: 'label'}, 'received'),
                el('p', {}, answerText(received, rules)),
            ),
        );
    }
    return valueDifference(member(expected, 'out'), member(received, 'out'));
}

function valueDifference(expected, received) {
    const most = 12;
    const leaves = leavesOf(expected, received);
    const equal = leaves.filter((leaf) => leaf.same);
    const differing = leaves.filter((leaf) => !leaf.same);
    const trajectories = trajectoriesOf(expected, received);
    const drawn = new Set(trajectories.map(({path}) => path));
    const others = differing.filter(({path}) => !drawn.has(path.replace(/\[\d+\](?=\.[^.[]+$)/, '[…]')));
    return el(
        'div',
        {},
        differing.length > 1
            ? el('p', {class: 'hint'}, `${count(differing.length)} of ${count(leaves.length)} values differ.`)
            : null,
        trajectories.map(differenceOf),
        others.slice(0, most).map(differenceOf),
        others.length > most
            ? el('p', {class: 'hint'}, `… and ${count(others.length - most)} more. The report as JSON has them all.`)
            : null,
        equal.length
            ? el(
                  'details',
                  {},
                  el('summary', {}, plural(equal.length, 'value is equal', 'values are equal')),
                  el(
                      'ul',
                      {class: 'plain'},
                      equal
                          .slice(0, 100)
                          .map((leaf) =>
                              el('li', {}, el('code', {}, `${leaf.path}: ${abridged(textOf(leaf.expected), 120)}`)),
                          ),
                  ),
              )
            : null,
    );
}

/** What to do about a result, and the command that helps. */
function nextStep(one, result, testee, page) {
    if (result.outcome === 'pass') return null;
    const advice =
        result.outcome === 'unsupported'
            ? 'The testee does not offer this. List the operation and the profile in its hello once it does.'
            : (page.advice[result.kind] ?? '');
    return el(
        'section',
        {class: 'next', 'aria-label': 'What to do next'},
        el('h4', {}, 'What to do next'),
        el('p', {}, advice),
        result.outcome === 'unsupported' ? null : commandLine(testee.explain.replace('ID', () => one.id)),
    );
}

/** The detail of a case. `choose` filters the list, `open` opens another case. */
function caseDetail(one, result, testee, page, {choose, open}) {
    const hasQuestion = one.in !== undefined;
    return [
        el('h3', {tabindex: -1}, el('code', {}, one.id)),
        outcomeLine(result),
        el('p', {class: 'why'}, el('span', {class: 'label'}, 'what it catches'), ` ${one.why}`),
        result.received !== undefined ? answerDifference(one, result, page.rules) : null,
        nextStep(one, result, testee, page),
        el('h4', {}, 'Rules'),
        el(
            'ul',
            {class: 'plain'},
            one.clauses.map((id) => el('li', {}, ruleParts(id, page.rules, choose))),
        ),
        hasQuestion
            ? null
            : el(
                  'p',
                  {class: 'hint'},
                  'Question and answer are kept of cases that somebody got wrong. explain shows them of any.',
              ),
        hasQuestion
            ? el(
                  'details',
                  {},
                  el('summary', {}, 'The question'),
                  el(
                      'pre',
                      {class: 'question', tabindex: 0, role: 'region', 'aria-label': 'The question'},
                      prettyOf(parseValue(one.in)),
                  ),
              )
            : null,
        hasQuestion
            ? el(
                  'details',
                  {},
                  el('summary', {}, 'The whole answers'),
                  side('expected', [prettyOf(parseValue(one.expected))]),
                  result.received === undefined ? null : side('received', [prettyOf(parseValue(result.received))]),
              )
            : null,
        el(
            'dl',
            {},
            [
                ['operation', el('code', {}, one.op)],
                ['profile', one.profile],
                ['room', one.room],
                ['source', one.source],
                one.sibling ? ['sibling', linkButton(one.sibling, '', () => open(one.sibling))] : null,
                ['took', `${result.ms} ms`],
            ]
                .filter(Boolean)
                .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
        ),
    ].filter(Boolean);
}
