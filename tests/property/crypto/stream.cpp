#include <bloomcoin/crypto/stream.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;

namespace {

/// Word i of a seed, straight from the definition.
std::uint32_t word_by_definition(const base::Hash& seed, std::uint64_t i) {
    base::Bytes preimage(seed.begin(), seed.end());
    for (unsigned byte = 0; byte < 8; ++byte) preimage.push_back(static_cast<base::Byte>((i / 8) >> (8 * byte)));
    const base::Hash block = crypto::tagged_hash("BLC/stream", preimage);
    std::uint32_t word = 0;
    for (unsigned byte = 4; byte-- > 0;) word = word << 8 | block[i % 8 * 4 + byte];
    return word;
}

}  // namespace

TEST_CASE("[CRY-4] every word is the one that the definition gives, beyond the first byte of the counter") {
    const base::Hash seed = crypto::sha256({});
    crypto::WordStream stream{seed};
    for (std::uint64_t i = 0; i < 8 * 300; ++i) REQUIRE(stream.next() == word_by_definition(seed, i));
}

TEST_CASE("[CRY-4] a copy of a stream goes on from the same word") {
    test::property("wherever it is copied", [] {
        crypto::WordStream stream{*test::any_hash()};
        for (auto skip = *rc::gen::inRange(0, 40); skip > 0; --skip) stream.next();
        crypto::WordStream copy = stream;
        for (int i = 0; i < 20; ++i) RC_ASSERT(copy.next() == stream.next());
    });
}
