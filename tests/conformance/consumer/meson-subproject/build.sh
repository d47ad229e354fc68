# A program built by Meson.
set -e
meson setup build
meson compile -C build
