#include <bloomcoin/bloomcoin.hpp>

#include <iostream>

using namespace bloomcoin;

int main(int argc, char** argv) {
    const auto bytes = codec::from_hex(argc == 2 ? argv[1] : "");
    if (!bytes) return 65;
    const auto header = codec::decode<chain::Header>(bytes.value());
    if (!header) return 65;
    const base::Check check = chain::check_header<param::Mainnet>(header.value());
    std::cout << (check ? "valid" : check.rule().sentence()) << '\n';
    return check ? 0 : 1;
}
