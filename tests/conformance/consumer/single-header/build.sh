# A program built by hand, with all headers in one.
set -e
mkdir -p build
${CXX:-c++} -std=c++20 $CXXFLAGS -I. verify_header.cpp -lcryptopp -o build/verify_header
