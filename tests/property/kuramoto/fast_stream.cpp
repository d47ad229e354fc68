#include <bloomcoin/kuramoto/fast_stream.hpp>

#include "../support/generators.hpp"
#include "../support/instruction_sets.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;
using kuramoto::InstructionSet;

TEST_CASE("[CRY-4] the words are those of the stream, beyond the first byte of the counter") {
    test::for_each_instruction_set([](InstructionSet set) {
        const base::Hash seed = crypto::sha256({});
        kuramoto::FastStream fast{seed, set};
        crypto::WordStream words{seed};
        for (int i = 0; i < 100; ++i) REQUIRE(fast.take<25>() == words.take<25>());
    });
}

TEST_CASE("[KUR-5] the oscillators of any seed are those of the specification") {
    test::for_each_instruction_set([](InstructionSet set) {
        test::property("any seed", [set] {
            const base::Hash seed = *test::any_hash();
            RC_ASSERT(kuramoto::state_of<param::Mainnet>(seed, set) == kuramoto::state_of<param::Mainnet>(seed));
            RC_ASSERT(kuramoto::state_of<param::Secure>(seed, set) == kuramoto::state_of<param::Secure>(seed));
            RC_ASSERT(kuramoto::state_of<param::Tiny>(seed, set) == kuramoto::state_of<param::Tiny>(seed));
        });
    });
}
