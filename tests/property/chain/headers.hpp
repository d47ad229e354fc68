// Headers that the tests of this room draw or mine.
#pragma once

#include <bloomcoin/chain/mine.hpp>
#include <bloomcoin/param/networks.hpp>

#include "../support/generators.hpp"

#include <stdexcept>

namespace bloomcoin::test {

/// Any header at all; almost none is valid.
inline rc::Gen<chain::Header> any_header() {
    using chain::Header;
    return rc::gen::build<Header>(
        rc::gen::set(&Header::version, any_integer<std::uint32_t>()), rc::gen::set(&Header::previous, any_hash()),
        rc::gen::set(&Header::merkle_root, any_hash()), rc::gen::set(&Header::time_s, any_integer<std::uint64_t>()),
        rc::gen::set(&Header::difficulty, any_integer<std::uint64_t>()),
        rc::gen::set(&Header::nonce, any_integer<std::uint64_t>()),
        rc::gen::set(&Header::bloom_step, any_integer<std::uint32_t>()),
        rc::gen::set(&Header::coherence, any_integer<std::uint32_t>()),
        rc::gen::set(&Header::mean_phase, any_integer<std::uint32_t>()),
        rc::gen::set(&Header::bloom_digest, any_hash()));
}

/// A header that a miner could begin with, of difficulty 1.
inline rc::Gen<chain::Header> any_template() {
    return rc::gen::map(any_header(), [](chain::Header header) {
        header.version = 1;
        header.difficulty = 1;
        return header;
    });
}

/// A template of a difficulty up to this one, whose nonces may begin anew on the way. Draws: call it
/// within a property.
inline chain::Header template_to_search(std::uint64_t difficulty_max) {
    chain::Header header;
    header.previous = *any_hash();
    header.difficulty = *rc::gen::inRange<std::uint64_t>(0, difficulty_max + 1);
    header.nonce = *rc::gen::element<std::uint64_t>(0, UINT64_MAX - 3, *rc::gen::arbitrary<std::uint64_t>());
    return header;
}

/// The first valid header from this template on.
template <param::Profile P>
chain::Header mined(const chain::Header& block_template) {
    const chain::Mined found = chain::mine<P>(block_template, 100'000);
    if (!found.header) throw std::runtime_error("nothing was mined in 100,000 attempts");
    return *found.header;
}

}  // namespace bloomcoin::test
