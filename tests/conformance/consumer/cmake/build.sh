# A program built by CMake.
set -e
cmake -G Ninja -B build
cmake --build build
