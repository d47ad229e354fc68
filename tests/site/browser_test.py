#!/usr/bin/env python3
"""Builds the site and has tests/browser/site_test.cjs look at it. Takes the program bloomcoin and a folder for
pictures."""
import pathlib
import subprocess
import sys
import tempfile

from site_test import build, root

browser = root / "tests/browser"
for needed in (browser / "node_modules/playwright-core", pathlib.Path("/usr/bin/chromium")):
    if not needed.exists():
        print(f"expected {needed}, which './run test' installs: packages of Debian, and `npm ci` in tests/browser")
        sys.exit(69)
with tempfile.TemporaryDirectory() as folder:
    site = pathlib.Path(folder) / "site"
    build(pathlib.Path(sys.argv[1]).absolute(), site)
    sys.exit(subprocess.run(["node", browser / "site_test.cjs", site, sys.argv[2]]).returncode)
