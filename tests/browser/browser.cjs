// Debian's Chromium, driven by playwright-core, for tests that look at pages. It has a fresh profile each time and speaks
// to nobody by itself.
'use strict';

const {chromium} = require('playwright-core');

exports.openBrowser = () =>
    chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: [
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    });
