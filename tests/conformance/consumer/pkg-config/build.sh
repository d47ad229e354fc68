# A program built by hand, with the flags that pkg-config knows.
set -e
mkdir -p build
${CXX:-c++} -std=c++20 $CXXFLAGS verify_header.cpp $(pkg-config --cflags --libs bloomcoin) -o build/verify_header
