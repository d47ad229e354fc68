#include <bloomcoin/kuramoto/instructions.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace bloomcoin;
using kuramoto::InstructionSet;

TEST_CASE("each instruction set has a name of its own, by which it is found") {
    std::set<std::string> names;
    for (const InstructionSet set : kuramoto::instruction_sets) {
        CHECK(kuramoto::instruction_set_named(kuramoto::name_of(set)) == set);
        names.emplace(kuramoto::name_of(set));
    }
    CHECK(names.size() == kuramoto::instruction_sets.size());
}

TEST_CASE("what is no name of an instruction set is not found") {
    for (const char* text : {"", "AVX2", "avx", "avx512-vnni ", "sse"}) {
        CHECK_FALSE(kuramoto::instruction_set_named(text));
    }
}

TEST_CASE("the portable instructions are available everywhere") {
    CHECK(kuramoto::is_available(InstructionSet::portable));
}

TEST_CASE("the best instruction set is available, and none behind it is") {
    const InstructionSet best = kuramoto::best_instruction_set();
    CHECK(kuramoto::is_available(best));
    for (const InstructionSet set : kuramoto::instruction_sets) CHECK((set <= best || !kuramoto::is_available(set)));
}

TEST_CASE("no machine has the instructions of two architectures") {
    CHECK_FALSE((kuramoto::is_available(InstructionSet::neon) && kuramoto::is_available(InstructionSet::avx2)));
}
