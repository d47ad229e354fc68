// Looks at the pages of reports as a person would, on a screen and on a phone, by keyboard:
// node report_test.mjs REPORTS PICTURES
import fs from 'node:fs';
import path from 'node:path';
import {openBrowser} from './browser.cjs';
import {faintTexts, nameless} from './legible.mjs';

const [reports, pictures] = process.argv.slice(2);
const desktop = {width: 1280, height: 900};
const phone = {width: 360, height: 740};
fs.rmSync(pictures, {recursive: true, force: true});
fs.mkdirSync(pictures, {recursive: true});

let passed = 0,
    failed = 0;
function check(what, good, seen = '') {
    good ? ++passed : ++failed;
    console.log(good ? `ok   ${what}` : `FAIL ${what}: ${JSON.stringify(seen).slice(0, 1500)}`);
}

const browser = await openBrowser();

/** Opens the page of a report; whatever it says, asks for or pops up is kept. */
async function open(name, {size = desktop, scheme = 'light', hash = ''} = {}) {
    const context = await browser.newContext({viewport: size, colorScheme: scheme});
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    page.heard = [];
    page.on('console', (message) => page.heard.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => page.heard.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
        page.heard.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on('request', (request) => {
        if (request.resourceType() !== 'document') page.heard.push(`request: ${request.url()}`);
    });
    await page.goto(`file://${path.join(reports, name, 'report.html')}${hash}`);
    return page;
}

/** Waits until something holds in the page. Playwright's own way needs eval, which the policy of the page forbids. */
async function until(page, holds) {
    for (let i = 0; i < 200; ++i) {
        if (await page.evaluate(holds)) return true;
        await page.waitForTimeout(50);
    }
    return false;
}

/** How many cases a report has, and a number as the page writes it. */
const caseCount = (name) => JSON.parse(fs.readFileSync(path.join(reports, name, 'report.json'))).cases.length;
const written = (number) => number.toLocaleString('en-GB');

const rows = (page) => page.locator('#list [role=option] .row-id').allTextContents();
const status = (page) => page.locator('#count').textContent();
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);

// ---- what the page looks like, and that it is quiet

const names = ['pass', 'fail', 'differences', 'several', 'hostile', 'incomplete', 'twice'];
for (const name of names) {
    for (const [device, size] of [
        ['desktop', desktop],
        ['phone', phone],
    ]) {
        for (const scheme of ['light', 'dark']) {
            const page = await open(name, {size, scheme});
            const where = `${name}, ${device}, ${scheme}`;
            await page.screenshot({path: path.join(pictures, `${name}-${device}-${scheme}.png`)});
            await page.evaluate(() => {
                for (const details of document.querySelectorAll('details')) details.open = true;
            });
            if (await page.locator('#all-rules').isVisible()) await page.locator('#all-rules').click();
            const {faint, seen} = await page.evaluate(faintTexts);
            check(`${where}: text can be read (${seen} texts)`, seen > 40 && faint.length === 0, faint);
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            check(`${where}: nothing is wider than the screen`, width <= size.width, width);
            const rules = await page
                .locator('#rule-table .scroll')
                .evaluate((element) => [element.scrollWidth, element.clientWidth]);
            check(`${where}: the rules are read without scrolling sideways`, rules[0] <= rules[1], rules);
            const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            check(
                `${where}: the page is ${scheme}`,
                ground === (scheme === 'light' ? 'rgb(246, 247, 249)' : 'rgb(16, 20, 24)'),
                ground,
            );
            await page.evaluate(() => scrollTo({top: 0, behavior: 'instant'}));
            await page.screenshot({path: path.join(pictures, `${name}-${device}-${scheme}-whole.png`), fullPage: true});
            const {seen: told, without} = await nameless(page);
            check(`${where}: everything has a name (${told} things)`, told > 20 && without.length === 0, without);
            check(`${where}: no errors, no requests, no dialogs`, page.heard.length === 0, page.heard);
            await page.context().close();
        }
    }
}

// ---- the verdict

{
    const page = await open('fail');
    check(
        'the failing page says so first',
        (await page.locator('h1').textContent()).includes('bloomcoin-python is not conformant'),
    );
    const begin = page.getByRole('region', {name: 'Begin here'});
    check(
        'what to begin with is on the first screen, with its values, rule and command',
        await begin.evaluate((element) => element.getBoundingClientRect().bottom < innerHeight),
        await begin.boundingBox(),
    );
    const text = await begin.textContent();
    check(
        'it is the wrong sine',
        [
            'num.sin.05117',
            '7720',
            '7721',
            '1 too great',
            'NUM-10',
            'spec/num.md',
            'bloomcoin-conformance explain num.sin.05117 --testee',
        ].every((words) => text.includes(words)),
        text,
    );
    check(
        'a part of the suite is called so',
        (await page.locator('#testees').textContent()).includes('Python · a part of suite '),
        await page.locator('#testees').textContent(),
    );
    check(
        'the list holds what failed, the lowest room first',
        (await rows(page))[0] === 'num.sin.05117' && (await status(page)).match(/^\d+ of 2,\d+ cases$/),
        await rows(page),
    );
    await page.context().close();
}
{
    const page = await open('pass');
    check(
        'the passing page says so',
        (await page.locator('#verdicts').textContent()).includes(`All ${written(caseCount('pass'))} cases pass.`),
    );
    check('each profile has its verdict', (await page.locator('.profiles li.good').count()) === 5);
    check(
        'and what a good report is for',
        (await page.locator('#testees').textContent()).includes('compare finds what is worse in a later one'),
    );
    await page.context().close();
}
{
    const page = await open('incomplete');
    check(
        'an incomplete run is not called conformant',
        (await page.locator('h1').textContent()).includes('is incomplete'),
    );
    await page.context().close();
}

// ---- by keyboard alone

{
    const page = await open('fail');
    const keys = page.keyboard;
    await keys.press('Tab');
    check(
        'the first stop skips to the cases',
        (await page.evaluate(() => document.activeElement.textContent)) === 'Skip to the cases',
    );
    await keys.press('Enter');
    check(
        'and does',
        await until(
            page,
            () =>
                location.hash === '#cases' &&
                document.querySelector('#cases').getBoundingClientRect().top < innerHeight / 2,
        ),
    );
    await keys.press('/');
    check('/ goes to the search', (await focused(page)) === 'search');
    await keys.type('kur.evolve mainnet');
    await until(page, () => document.querySelector('#list .row-id')?.textContent.startsWith('kur.evolve.mainnet'));
    const found = await rows(page);
    check(
        'the search finds all words',
        found.length > 0 && found.every((id) => id.startsWith('kur.evolve.mainnet')),
        found,
    );
    await keys.press('Enter');
    check('Enter goes on to the list', (await focused(page)) === 'list');
    await keys.press('j');
    await keys.press('ArrowDown');
    await keys.press('k');
    const active = () =>
        page.evaluate(
            () =>
                document
                    .getElementById(document.querySelector('#list').getAttribute('aria-activedescendant'))
                    ?.querySelector('.row-id').textContent,
        );
    check('j, k and arrows move', (await active()) === found[1], [await active(), found]);
    await keys.press('Enter');
    check(
        'Enter opens the case',
        (await page.locator('#detail h3').textContent()) === found[1] && (await focused(page)) === 'H3',
    );
    check('an opened case has an address', (await page.evaluate(() => location.hash)) === `#case:0:${found[1]}`);
    await keys.press('j');
    check('j goes on to the next case', (await page.locator('#detail h3').textContent()) === found[2]);
    await keys.press('Escape');
    check('Escape goes back', (await focused(page)) === 'list');
    await keys.press('End');
    check('End goes to the last', (await active()) === found.at(-1));
    await keys.press('/');
    await keys.press('Control+A');
    await keys.type('nothing has these words');
    await until(page, () => document.querySelector('#count').textContent.startsWith('No case'));
    check('nothing found is said', (await page.locator('#count').getAttribute('role')) === 'status');
    await keys.press('Escape');
    await keys.press('Shift+Tab');
    await keys.press('Enter');
    const all = written(caseCount('fail'));
    check('Show all cases shows all', (await status(page)) === `${all} of ${all} cases`, await status(page));
    await page.context().close();
}
{
    const page = await open('fail');
    const chosen = async (field, value) => {
        await page.locator(`#${field}`).focus();
        await page.keyboard.type(value);
        await page.waitForTimeout(50);
        return page.locator(`#${field}`).inputValue();
    };
    check('a room is chosen by typing', (await chosen('room', 'kuramoto')) === 'kuramoto');
    const ids = await rows(page);
    check('and lists its cases', ids.length > 0 && ids.every((id) => id.startsWith('kur.')), ids);
    check('a profile is chosen by typing', (await chosen('profile', 'tiny')) === 'tiny');
    check('an operation is chosen by typing', (await chosen('op', 'kur.bloom')) === 'kur.bloom');
    const narrowed = await rows(page);
    check('filters add up', narrowed.length > 0 && narrowed.every((id) => id.startsWith('kur.bloom.tiny')), narrowed);
    const chip = page.getByRole('button', {name: /pass/}).first();
    await chip.focus();
    await page.keyboard.press('Space');
    check(
        'an outcome is chosen with Space',
        (await chip.getAttribute('aria-pressed')) === 'true' && (await rows(page)).length > narrowed.length,
    );
    await page.getByRole('button', {name: 'List the cases of rule NUM-10', exact: true}).last().focus();
    await page.keyboard.press('Enter');
    check(
        'a rule lists its cases',
        (await page.locator('#rule').inputValue()) === 'NUM-10' && (await rows(page)).includes('num.sin.05117'),
        await rows(page),
    );
    check('and goes to them', (await focused(page)) === 'list');
    await page.getByRole('button', {name: /^kuramoto, profile tiny: .* fail; list them$/}).focus();
    await page.keyboard.press('Enter');
    check(
        'a cell of rooms and profiles lists its cases',
        (await rows(page)).every((id) => id.startsWith('kur.')) &&
            (await page.locator('#profile').inputValue()) === 'tiny',
    );
    await page.context().close();
}
{
    const page = await open('several');
    const reached = await page.evaluate(() => {
        const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter(
            (element) => element.checkVisibility(),
        );
        all.forEach((element, i) => {
            element.dataset.stop = i;
        });
        return all.length;
    });
    const stops = new Set();
    let faint = 0;
    for (let i = 0; i < reached + 2; ++i) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => [
            document.activeElement.dataset.stop,
            getComputedStyle(document.activeElement).outlineStyle,
        ]);
        if (stop[0] !== undefined) {
            stops.add(stop[0]);
            faint += stop[1] === 'none';
        }
    }
    check(`Tab reaches all ${reached} stops`, reached > 40 && stops.size === reached, stops.size);
    check('and shows where it is', faint === 0, faint);
    await page.context().close();
}

// ---- several testees

{
    const page = await open('several');
    check(
        'each testee has its verdict',
        (await page.locator('#testees > article').count()) === 5 &&
            (await page.locator('h1').textContent()).includes('1 of 5 testees passes'),
        await page.locator('h1').textContent(),
    );
    check('the first that fails is chosen', (await page.locator('#testee').inputValue()) === '1');
    await page.locator('#testee').selectOption('2');
    await page.getByRole('button', {name: 'broken'}).click();
    check(
        'another testee has its own outcomes',
        (await page.locator('#outcomes').textContent()).includes('broken 4'),
        await page.locator('#outcomes').textContent(),
    );
    const crash = page.getByRole('article', {name: 'fake-crash-at-third'});
    check('a crash is told with its last words', (await crash.textContent()).includes('the third is too much'));
    const fractions = page.getByRole('article', {name: 'fake-fractions'});
    check(
        '8.0 is not shown as 8',
        (await fractions.locator('.received pre').first().textContent()).endsWith('.0'),
        await fractions.locator('.pair').first().textContent(),
    );
    await page.context().close();
}

// ---- differences

async function detail(id) {
    const page = await open('differences', {hash: `#case:0:toy.say.${id}`});
    const marks = (side) =>
        page
            .locator(`#detail tr.${side} mark`)
            .evaluateAll((all) => all.map((mark) => [Number(mark.dataset.byte), mark.textContent]));
    const result = {
        text: await page.locator('#detail').textContent(),
        expected: await marks('expected'),
        received: await marks('received'),
        parted: await page
            .locator('#detail .divergence[data-index]')
            .evaluateAll((all) => all.map((one) => Number(one.dataset.index))),
        marked: await page.locator('#detail .pair mark').allTextContents(),
        titles: await page.locator('#detail .difference h4').allTextContents(),
    };
    await page.locator('#detail').screenshot({path: path.join(pictures, `difference-${id}.png`)});
    await page.context().close();
    return result;
}

let seen = await detail('bytes');
check(
    'the bytes that differ are marked, and no others',
    JSON.stringify(seen.received) === '[[5,"ff"],[20,"ff"],[21,"ff"]]' &&
        JSON.stringify(seen.expected) === '[[5,"05"],[20,"14"],[21,"15"]]',
    seen,
);
check(
    'and counted',
    seen.text.includes('3 of 64 bytes differ, from byte 5 (0x5) on.') && seen.text.includes('16 equal bytes'),
    seen.text,
);
seen = await detail('cut');
check(
    'bytes that are missing are marked',
    JSON.stringify(seen.received.map(([byte]) => byte)) === '[60,61,62,63]' &&
        seen.received.every(([, text]) => text === '--') &&
        seen.text.includes('Expected 64 bytes, received 60.'),
    seen,
);
seen = await detail('phases');
check(
    'numbers part at the right index',
    JSON.stringify(seen.parted) === '[7]' && seen.text.includes('2 of 32 numbers differ, from index 7 on.'),
    seen,
);
seen = await detail('trajectory');
check(
    'a trajectory parts at the right index, and is shown once',
    JSON.stringify(seen.parted) === '[4]' && JSON.stringify(seen.titles) === '["states[…].coherence"]',
    seen,
);
seen = await detail('quoted');
check(
    'a number is not a text of digits',
    seen.text.includes('3 of 3 numbers differ, from index 0 on.') && seen.text.includes('"1"'),
    seen.text,
);
seen = await detail('great');
check(
    'numbers beyond 2^53 differ',
    seen.text.includes('9007199254740993') &&
        seen.text.includes('9007199254740992') &&
        seen.text.includes('1 too small'),
    seen,
);
seen = await detail('amount');
check(
    'numbers written as texts are numbers, too',
    seen.text.includes('1 too great') && JSON.stringify(seen.marked) === '["6","7"]',
    seen,
);
seen = await detail('keys');
check(
    'keys that are missing or different are shown, and equal ones counted',
    JSON.stringify(seen.titles) === '["b","c[1].d"]' &&
        seen.text.includes('(not there)') &&
        seen.text.includes('2 values are equal'),
    seen,
);
seen = await detail('reason');
check(
    'two rules are shown with their sentences',
    [
        'refused with SIG-1: S of the signature',
        'refused with SIG-2: The public key',
        'look at the order of the checks',
    ].every((words) => seen.text.includes(words)),
    seen.text,
);
seen = await detail('too-lenient');
check(
    'what was accepted is called so',
    seen.text.includes('refused with SIG-1') &&
        seen.text.includes('accepted with {}') &&
        seen.text.includes('toy.say.accepted'),
    seen.text,
);
seen = await detail('too-strict');
check(
    'what was refused is called so',
    seen.text.includes('accepted with') && seen.text.includes('refused with HDR-1: The version is not 1.'),
    seen.text,
);
seen = await detail('unknown-rule');
check(
    'a rule that is none is called so',
    seen.text.includes('refused with <b>XSS-1</b> (spec/ has no such rule)'),
    seen.text,
);

// ---- a hostile testee

{
    const page = await open('hostile');
    const count = await page.evaluate(() => [
        document.scripts.length,
        document.querySelectorAll('img, iframe, object, embed, link').length,
    ]);
    check('a hostile testee adds no element', JSON.stringify(count) === '[2,0]', count);
    check(
        'and its name is a text',
        (await page.locator('h1').textContent()).includes(
            '</script><script>alert(1)</script><img src=x onerror=alert(1)>',
        ),
    );
    await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = "document.title = 'broken into'";
        document.body.append(script);
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:9/x.png';
        document.body.append(image);
    });
    await page.waitForTimeout(200);
    check(
        'the policy stops what would get in',
        (await page.title()) !== 'broken into' &&
            page.heard.filter((one) => one.includes('Content Security Policy')).length >= 2,
        page.heard,
    );
    await page.context().close();
}

// ---- light and dark by hand, many results

{
    const page = await open('pass', {scheme: 'light'});
    await page.locator('#theme').click();
    check(
        'the switch makes the page dark',
        (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)) === 'rgb(16, 20, 24)',
    );
    await page.reload();
    check('and that is remembered', (await page.evaluate(() => document.documentElement.dataset.theme)) === 'dark');
    await page.context().close();
}
{
    const page = await open('twice');
    check(
        'of twice as many results only those are drawn that are seen',
        (await page.locator('[role=option]').count()) < 40 && (await page.locator('*').count()) < 3000,
        await page.locator('*').count(),
    );
    await page.locator('#list').focus();
    await page.keyboard.press('End');
    check(
        'the last is drawn when it is gone to',
        (await page.locator(`[aria-posinset='${caseCount('twice')}'][aria-selected=true]`).count()) === 1,
    );
    const ms = await page.evaluate(() => {
        const start = performance.now();
        const search = document.querySelector('#search');
        search.value = '0123456789';
        search.dispatchEvent(new Event('input'));
        return new Promise((resolve) => {
            new MutationObserver(() => resolve(performance.now() - start)).observe(document.querySelector('#count'), {
                childList: true,
            });
        });
    });
    check(`a search through all of them takes ${ms.toFixed(0)} ms`, ms < 5000, ms);
    await page.context().close();
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
