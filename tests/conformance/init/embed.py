#!/usr/bin/env python3
"""Writes template files as C++ for runner/init.cpp: embed.py FOLDER OUTPUT FILE…"""
import os
import pathlib
import sys

END = "bloomcoin"


def entry(folder, path):
    text = path.read_text(encoding="utf-8")
    if f'){END}"' in text:
        sys.exit(f"embed.py: {path}: expected a text without ){END}\", which ends it in C++")
    is_program = "true" if os.access(path, os.X_OK) else "false"
    return f'    {{"{path.relative_to(folder).as_posix()}", {is_program}, R"{END}({text}){END}"}},\n'


def main():
    folder, output, *files = map(pathlib.Path, sys.argv[1:])
    entries = [entry(folder.resolve(), file.resolve()) for file in files]
    output.write_text(
        "// Written by tests/conformance/init/embed.py.\n"
        '#include "init.hpp"\n\n'
        "#include <array>\n\n"
        "namespace bloomcoin::conformance {\n\n"
        f"static constexpr std::array<TemplateFile, {len(entries)}> files{{{{\n" + "".join(entries) + "}};\n\n"
        "std::span<const TemplateFile> template_files() { return files; }\n\n"
        "}  // namespace bloomcoin::conformance\n", encoding="utf-8")


if __name__ == "__main__":
    main()
