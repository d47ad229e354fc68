"""The fonts of the site: what its pages need of some fonts of Debian, and no character without a glyph."""
import logging
import pathlib
import re
import unicodedata

from fontTools import subset
from fontTools.ttLib import TTFont

texmf = pathlib.Path("/usr/share/texmf/fonts/opentype/public")
hack = pathlib.Path("/usr/share/fonts/truetype/hack")
serif = {f"serif-{style}": texmf / f"tex-gyre/texgyrepagella-{style}.otf" for style in ("regular", "italic", "bold")}
mono = {f"mono-{style.lower()}": hack / f"Hack-{style}.ttf" for style in ("Regular", "Bold")}
math = {"math": texmf / "tex-gyre-math/texgyrepagella-math.otf"}
# A browser sets the variables of formulas in these.
italics = {*map(chr, range(0x1D434, 0x1D468)), "\u210e", *map(chr, range(0x1D6E2, 0x1D71C))}


def write_fonts(pages, folder):
    """Writes what `pages` (HTML by name) need into a folder. Says which characters no font has, and where."""
    code = re.compile(r"<(pre|code|kbd)\b.*?</\1>", re.S)
    wanted, problems = set(italics), []
    coverage = {name: set(TTFont(path, lazy=True).getBestCmap()) for name, path in {**serif, **mono, **math}.items()}
    for name, content in pages.items():
        for families, text in ((("mono-regular", "math"), "".join(found[0] for found in code.finditer(content))),
                               (("serif-regular", "math"), code.sub("", content))):
            characters = {character for character in text if unicodedata.category(character)[0] != "C"}
            wanted |= characters
            lacking = [character for character in characters
                       if not any(ord(character) in coverage[family] for family in families)]
            problems += [f"{name}: no glyph for U+{ord(character):04X} in {families[0]}" for character in sorted(lacking)]
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True, name_IDs=[0, 1, 2, 13, 14])
    # It warns of tables that no browser reads.
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    for name, path in {**serif, **mono, **math}.items():
        font = subset.load_font(path, options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(character) for character in wanted])
        subsetter.subset(font)
        subset.save_font(font, folder / f"{name}.woff2", options)
    return problems
