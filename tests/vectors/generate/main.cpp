// Writes the vectors: bloomcoin-vectors FOLDER PUBLISHED. The same bytes on every machine.
#include "book.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    using namespace bloomcoin::vectors;
    if (argc != 3) {
        std::cerr << "usage: bloomcoin-vectors FOLDER PUBLISHED\n";
        return 64;
    }
    try {
        Book book;
        write_num(book);
        write_param(book);
        write_codec(book);
        write_crypto(book);
        write_kuramoto(book);
        write_signature(book, argv[2]);
        write_headers(book);
        write_transactions(book);
        write_blocks(book);
        write_scripts(book);
        write_wire(book);
        write_framed(book);
        write_compact(book);
        book.write(argv[1]);
    } catch (const std::exception& error) {
        std::cerr << "bloomcoin-vectors: " << error.what() << '\n';
        return 70;
    }
}
