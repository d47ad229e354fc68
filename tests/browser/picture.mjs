// The picture of a report for the README: node picture.mjs REPORT.html PICTURE.png
import path from 'node:path';
import {openBrowser} from './browser.cjs';

const [report, picture] = process.argv.slice(2);
const browser = await openBrowser();
const page = await browser.newPage({viewport: {width: 1100, height: 660}, colorScheme: 'light'});
await page.goto(`file://${path.resolve(report)}`);
await page.screenshot({path: picture});
await browser.close();
