#include <bloomcoin/kuramoto/seed.hpp>

#include <bloomcoin/param/networks.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;
using test::property;

namespace {

kuramoto::Prefix any_prefix() { return *test::array_of<84>(rc::gen::arbitrary<base::Byte>()); }

}  // namespace

TEST_CASE("[KUR-3] the seed is the tagged hash of magic, prefix and nonce") {
    property("byte by byte", [] {
        const kuramoto::Prefix prefix = any_prefix();
        const std::uint64_t nonce = *test::any_integer<std::uint64_t>();
        base::Bytes preimage{'B', 'L', 'T', 0};
        preimage.insert(preimage.end(), prefix.begin(), prefix.end());
        for (unsigned i = 0; i < 8; ++i) preimage.push_back(static_cast<base::Byte>(nonce >> (8 * i)));
        RC_ASSERT(kuramoto::seed_of<param::Testnet>(prefix, nonce) == crypto::tagged_hash("BLC/poc/seed", preimage));
    });
}

TEST_CASE("[KUR-3] another network, another nonce or another bit of the prefix is another seed") {
    property("each alone", [] {
        kuramoto::Prefix prefix = any_prefix();
        const std::uint64_t nonce = *test::any_integer<std::uint64_t>();
        const base::Hash seed = kuramoto::seed_of<param::Mainnet>(prefix, nonce);
        RC_ASSERT(seed != kuramoto::seed_of<param::Testnet>(prefix, nonce));
        RC_ASSERT(seed != kuramoto::seed_of<param::Mainnet>(prefix, nonce + 1));
        prefix[*rc::gen::inRange<std::size_t>(0, 84)] ^= static_cast<base::Byte>(1 << *rc::gen::inRange(0, 8));
        RC_ASSERT(seed != kuramoto::seed_of<param::Mainnet>(prefix, nonce));
    });
}

TEST_CASE("[KUR-3] a seeder gives the seed of every nonce behind its prefix") {
    property("any prefix and nonces", [] {
        const kuramoto::Prefix prefix = any_prefix();
        const kuramoto::Seeder<param::Mainnet> seeder{prefix};
        for (int i = 0; i < 3; ++i) {
            const std::uint64_t nonce = *test::any_integer<std::uint64_t>();
            RC_ASSERT(seeder.seed_of(nonce) == kuramoto::seed_of<param::Mainnet>(prefix, nonce));
        }
    });
}

TEST_CASE("[KUR-4] a frequency is the word's share of ±Δ, rounded toward minus infinity") {
    property("scale * word / 2^31 lies in [frequency, frequency + 1)", [] {
        const std::int32_t word = *test::any_integer<std::int32_t>();
        const std::int64_t frequency = kuramoto::frequency_of(static_cast<std::uint32_t>(word));
        const std::int64_t product = std::int64_t{word} * 5838344;
        RC_ASSERT(frequency * (std::int64_t{1} << 31) <= product);
        RC_ASSERT((frequency + 1) * (std::int64_t{1} << 31) > product);
    });
}

TEST_CASE("[KUR-5] frequencies come first from the stream, then phases") {
    property("word for word", [] {
        const base::Hash seed = *test::any_hash();
        const auto state = kuramoto::state_of<param::Fast>(seed);
        crypto::WordStream words{seed};
        for (const std::int32_t frequency : state.frequencies)
            RC_ASSERT(frequency == kuramoto::frequency_of(words.next()));
        for (const num::Turn phase : state.phases) RC_ASSERT(phase == words.next());
    });
}
