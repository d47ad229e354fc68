// Whether the site works in Chromium: node site_test.cjs SITE PICTURES
// Opens every page from its folder, and those of text as a host with a strict policy would serve them.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const {pathToFileURL} = require('node:url');
const {openBrowser} = require('./browser.cjs');

const [site, pictures] = process.argv.slice(2).map((folder) => path.resolve(folder));
const home = pathToFileURL(site + '/').href;
const pages = fs
    .readdirSync(site, {recursive: true})
    .map(String)
    .filter((name) => name.endsWith('.html'))
    .sort();
const texts = pages.filter((name) => !name.includes('/'));
const narrow = {width: 360, height: 740};
const wide = {width: 1280, height: 900};
const problems = [];
let checks = 0;

function check(good, what) {
    ++checks;
    if (!good) problems.push(what);
}

// A page whose complaints, and requests that leave the site, are problems.
async function openPage(context, allowed) {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    page.on(
        'console',
        (message) =>
            ['error', 'warning'].includes(message.type()) && check(false, `${page.url()}: ${message.text()}`),
    );
    page.on('pageerror', (error) => check(false, `${page.url()}: ${error}`));
    page.on('request', (request) =>
        check(request.url().startsWith(allowed), `${page.url()} asks for ${request.url()}`),
    );
    // What was still on its way when the next page was asked for has not failed.
    page.on('requestfailed', (request) =>
        check(request.failure().errorText === 'net::ERR_ABORTED', `${request.url()}: ${request.failure().errorText}`),
    );
    return page;
}

// In the page: text that is too close in brightness to what it stands on, once for each kind of element.
function poorContrasts() {
    const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour) => {
        const [r, g, b] = numbers(colour)
            .slice(0, 3)
            .map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element) => {
        const drawing = element.closest('svg');
        if (drawing) return getComputedStyle(drawing.querySelector('.background')).fill;
        for (let at = element; at; at = at.parentElement) {
            const ground = getComputedStyle(at).backgroundColor;
            if (numbers(ground)[3] !== 0) return ground;
        }
        return 'rgb(255, 255, 255)';
    };
    // An element and all that it is in: what decides its colours.
    const kinds = new Map([[null, '']]);
    const kindOf = (element) =>
        kinds.get(element) ??
        kinds
            .set(element, `${element.tagName}.${element.getAttribute('class')} ${kindOf(element.parentElement)}`)
            .get(element);
    const seen = new Set();
    const poor = [];
    let looked = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const kind = kindOf(element);
        if (seen.has(kind) || !walker.currentNode.data.trim() || !element.checkVisibility()) continue;
        seen.add(kind);
        ++looked;
        const ink = element.closest('svg') ? getComputedStyle(element).fill : getComputedStyle(element).color;
        const [light, dark] = [luminance(ink), luminance(groundOf(element))].sort((a, b) => b - a);
        const ratio = (light + 0.05) / (dark + 0.05);
        if (ratio < 4.5)
            poor.push(
                `${ratio.toFixed(2)} for "${walker.currentNode.data.trim().slice(0, 30)}" in ${kind.split(' ')[0]}`,
            );
    }
    return {looked, poor};
}

// In the page: every character with the fonts that it is asked of.
function charactersByFont() {
    const found = {};
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (element.closest('annotation, title, [hidden]')) continue;
        const style = getComputedStyle(element);
        const font = `${style.fontStyle} ${style.fontWeight >= 600 ? 'bold' : 'normal'} 20px ${style.fontFamily}`;
        found[font] ??= new Set();
        for (const character of walker.currentNode.data)
            if (!/[\p{C}\p{Z}]/u.test(character)) found[font].add(character);
    }
    return Object.entries(found).map(([font, characters]) => [font, [...characters]]);
}

async function everyPage(browser, characters) {
    const context = await browser.newContext({viewport: narrow});
    const page = await openPage(context, home);
    for (const name of pages) {
        await page.goto(home + name);
        check(
            await page.evaluate(() =>
                document.fonts.ready.then(() => [...document.fonts].every(({status}) => status !== 'error')),
            ),
            `${name}: a font`,
        );
        for (const {width, height} of [narrow, wide]) {
            await page.setViewportSize({width, height});
            const needed = await page.evaluate(() => document.documentElement.scrollWidth);
            check(needed <= width, `${name}: needs ${needed} pixels of ${width}`);
        }
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({colorScheme});
            const {looked, poor} = await page.evaluate(poorContrasts);
            check(
                looked > 5 && poor.length === 0,
                `${name}, ${colorScheme}: contrast of ${looked} kinds of text: ${poor.join('; ')}`,
            );
        }
        for (const [font, found] of await page.evaluate(charactersByFont)) {
            const known = characters.get(font) ?? characters.set(font, new Set()).get(font);
            found.forEach((character) => known.add(character));
        }
    }
    await context.close();
}

// Whether each character comes from a font of the site, and does not look as one that no font has.
async function glyphs(browser, characters) {
    const context = await browser.newContext();
    const page = await openPage(context, home);
    await page.goto(home + 'kuramoto.html');
    const wanted = [...characters].map(([font, found]) => [font, [...found]]);
    const tofu = await page.evaluate((wanted) => {
        const canvas = new OffscreenCanvas(48, 48).getContext('2d', {willReadFrequently: true});
        const picture = (font, character) => {
            canvas.clearRect(0, 0, 48, 48);
            canvas.font = font;
            canvas.fillText(character, 8, 32);
            return canvas.getImageData(0, 0, 48, 48).data.join();
        };
        return wanted.flatMap(([font, found]) => {
            const missing = picture(font, '\u{10fffd}');
            return found
                .filter((character) => picture(font, character) === missing)
                .map((character) => `${character} in ${font}`);
        });
    }, wanted);
    check(tofu.length === 0, `characters without a glyph: ${tofu.join(', ')}`);

    await page.evaluate((wanted) => {
        document.body.replaceChildren(
            ...wanted.flatMap(([font, found]) =>
                found.map((character) => {
                    const element = document.createElement('i');
                    element.className = 'probe';
                    element.style.font = font;
                    element.textContent = character;
                    return element;
                }),
            ),
        );
    }, wanted);
    const session = await context.newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const {root} = await session.send('DOM.getDocument');
    const {nodeIds} = await session.send('DOM.querySelectorAll', {nodeId: root.nodeId, selector: '.probe'});
    const names = wanted.flatMap(([font, found]) => found.map((character) => `${character} in ${font}`));
    check(nodeIds.length > 300, `expected some hundred characters, got ${nodeIds.length}`);
    for (const [at, nodeId] of nodeIds.entries()) {
        const {fonts} = await session.send('CSS.getPlatformFontsForNode', {nodeId});
        check(
            fonts.length > 0 && fonts.every(({isCustomFont}) => isCustomFont),
            `${names[at]}: from ${fonts.map(({familyName}) => familyName)}`,
        );
    }
    await context.close();
}

// As a host serves it that allows nothing but its own files.
async function strictHost(browser) {
    const types = {
        html: 'text/html',
        js: 'text/javascript',
        css: 'text/css',
        svg: 'image/svg+xml',
        woff2: 'font/woff2',
    };
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'";
    const context = await browser.newContext({viewport: wide});
    await context.route('http://site.test/**', (route) => {
        const file = path.join(site, decodeURIComponent(new URL(route.request().url()).pathname));
        if (!fs.existsSync(file)) return route.fulfill({status: 404});
        const headers = {'content-type': types[path.extname(file).slice(1)], 'content-security-policy': policy};
        return route.fulfill({status: 200, headers, body: fs.readFileSync(file)});
    });
    const page = await openPage(context, 'http://site.test/');
    for (const name of [...texts, 'code/kuramoto/step.hpp.html']) {
        await page.goto('http://site.test/' + name);
        await page.locator('main a.reference, main h1').first().hover();
    }
    await context.close();
}

async function searching(browser) {
    const context = await browser.newContext({viewport: wide});
    const page = await openPage(context, home);
    const expectAt = async (end, what) =>
        check(
            await page
                .waitForURL((url) => url.href.endsWith(end), {timeout: 60_000})
                .then(
                    () => true,
                    () => false,
                ),
            `${what}: expected ${end}, got ${page.url()}`,
        );

    for (const start of ['index.html', 'code/num/turn.hpp.html']) {
        await page.goto(home + start);
        await page.keyboard.press('/');
        await page.keyboard.type('KUR-7');
        check(
            (await page.locator('#found [aria-selected=true] b').textContent()) === 'KUR-7',
            `${start}: KUR-7 is not the first found`,
        );
        await page.keyboard.press('ArrowDown');
        const second = await page.locator('#found li').nth(1).getAttribute('aria-selected');
        check(second === 'true', 'the arrow down does not choose the next');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('Enter');
        await expectAt('kuramoto.html#KUR-7', 'Enter');
    }
    check(!(await page.locator('#found').isVisible()), 'what was found stays open');
    await page.keyboard.press('/');
    await page.keyboard.type('xyzzy');
    check(
        (await page.locator('#found').textContent()).startsWith('Nothing found'),
        'nothing is said when nothing is found',
    );
    await page.keyboard.press('Escape');
    check(!(await page.locator('#found').isVisible()), 'Escape does not close');

    // Every rule is the first that its id finds, and every refusal the first that its sentence finds.
    const rules = [
        ...fs
            .readFileSync(path.join(__dirname, '../../include/bloomcoin/base/rules.hpp'), 'utf8')
            .matchAll(/RuleEntry\{"([^"]+)", "([^"]+)"\}/g),
    ].map(([, id, sentence]) => [id, sentence]);
    const ids = await page.evaluate(() => searchIndex.filter(([kind]) => kind === 'rule').map(([, name]) => name));
    check(
        rules.length > 50 && rules.every(([id]) => ids.includes(id)) && ids.length > rules.length,
        `${ids.length} rules can be found`,
    );
    const first = await page.evaluate(
        (queries) => queries.map((query) => search(query)[0]?.[1]),
        [...ids, ...rules.map(([, sentence]) => sentence)],
    );
    [...ids, ...rules.map(([id]) => id)].forEach((id, at) =>
        check(first[at] === id, `a search for ${id} or its sentence finds ${first[at]} first`),
    );

    // Its sentence, letter by letter, where it is pointed at or focused.
    const [id, sentence] = rules.find(([id]) => id === 'POC-2');
    await page.goto(home + 'decisions.html');
    const link = page.locator('a.reference', {hasText: /^POC-2$/}).first();
    await link.hover();
    check(
        (await page.locator('#sentence').textContent()) === `${id} ${sentence}`,
        'pointing at an id does not show its sentence',
    );
    await page.mouse.move(0, 0);
    check(!(await page.locator('#sentence').isVisible()), 'the sentence stays');
    await link.focus();
    check(await page.locator('#sentence').isVisible(), 'focusing an id does not show its sentence');
    await context.close();
}

async function otherWays(browser) {
    const plain = await browser.newContext({javaScriptEnabled: false});
    const page = await plain.newPage();
    await page.goto(home + 'chain.html');
    check(
        (await page.locator('#POC-2').isVisible()) && (await page.locator('#contents').isVisible()),
        'without scripts a page is not there',
    );
    await page.emulateMedia({media: 'print'});
    check(
        (await page.locator('#POC-2').isVisible()) && !(await page.locator('#contents').isVisible()),
        'on paper there is more than the text',
    );
    await plain.close();
}

// For eyes.
async function takePictures(browser) {
    fs.mkdirSync(pictures, {recursive: true});
    for (const [name, address, viewport, colorScheme] of [
        ['index', 'index.html', wide, 'light'],
        ['kuramoto', 'kuramoto.html#what-attempts-look-like', wide, 'light'],
        ['kuramoto-dark', 'kuramoto.html#KUR-10', wide, 'dark'],
        ['chain-phone', 'chain.html#POC-2', narrow, 'light'],
        ['code', 'code/kuramoto/step.hpp.html#L15', wide, 'light'],
    ]) {
        const context = await browser.newContext({viewport, colorScheme});
        const page = await context.newPage();
        await page.goto(home + address);
        const {poor} = await page.evaluate(poorContrasts);
        check(poor.length === 0, `${address}, ${colorScheme}: contrast of what was linked to: ${poor.join('; ')}`);
        await page.screenshot({path: path.join(pictures, `${name}.png`)});
        await context.close();
    }
}

async function main() {
    const browser = await openBrowser();
    const characters = new Map();
    try {
        await everyPage(browser, characters);
        await glyphs(browser, characters);
        await strictHost(browser);
        await searching(browser);
        await otherWays(browser);
        await takePictures(browser);
    } finally {
        await browser.close();
    }
    problems.forEach((problem) => console.log(problem));
    console.log(`${pages.length} pages, ${checks} checks, ${problems.length} problems; pictures in ${pictures}`);
    process.exitCode = problems.length === 0 && pages.length > 20 ? 0 : 1;
}

main();
