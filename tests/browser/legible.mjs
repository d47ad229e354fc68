// What can be asked of any page: whether its text can be read, and whether a screen reader knows its parts.

/** Text whose contrast with what is behind it is below 4.5:1. It runs in the page, so it stands by itself. */
export function faintTexts() {
    const parse = (colour) => {
        const canvas = (parse.context ??= new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true}));
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return {rgb: [r, g, b], alpha: a / 255};
    };
    const luminance = (rgb) =>
        rgb
            .map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
            .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = (element) => {
        const layers = [];
        for (let one = element; one; one = one.parentElement) {
            const layer = parse(getComputedStyle(one).backgroundColor);
            layers.push(layer);
            if (layer.alpha === 1) break;
        }
        return layers
            .reverse()
            .reduce(
                (under, {rgb, alpha}) => rgb.map((part, i) => alpha * part + (1 - alpha) * under[i]),
                [255, 255, 255],
            );
    };
    const faint = [];
    let seen = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (
            !walker.currentNode.textContent.trim() ||
            !element.checkVisibility() ||
            element.closest('script, noscript, option')
        )
            continue;
        ++seen;
        const style = getComputedStyle(element);
        const text = parse(element instanceof SVGElement ? style.fill : style.color).rgb;
        const [light, dark] = [luminance(text), luminance(behind(element))].sort((a, b) => b - a);
        const contrast = (light + 0.05) / (dark + 0.05);
        if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${walker.currentNode.textContent.trim().slice(0, 40)}`);
    }
    return {faint, seen};
}

// What a screen reader must be able to call by a name.
const named = new Set(
    'button link searchbox textbox combobox listbox option region search navigation image img'.split(' '),
);

/** Interactive elements without a name, as the browser tells them to a screen reader. */
export async function nameless(page) {
    const session = await page.context().newCDPSession(page);
    const {nodes} = await session.send('Accessibility.getFullAXTree');
    const relevant = nodes.filter((node) => !node.ignored && named.has(node.role?.value));
    return {
        seen: relevant.length,
        without: relevant
            .filter((node) => !node.name?.value)
            .map((node) => node.role.value),
    };
}
