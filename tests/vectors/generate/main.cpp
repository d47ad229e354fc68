// Writes the vectors: bloomcoin-vectors FOLDER. The same bytes on every machine.
#include "book.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    using namespace bloomcoin::vectors;
    if (argc != 2) {
        std::cerr << "usage: bloomcoin-vectors FOLDER\n";
        return 64;
    }
    try {
        Book book;
        write_num(book);
        write_param(book);
        write_codec(book);
        write_crypto(book);
        write_kuramoto(book);
        write_chain(book);
        book.write(argv[1]);
    } catch (const std::exception& error) {
        std::cerr << "bloomcoin-vectors: " << error.what() << '\n';
        return 70;
    }
}
