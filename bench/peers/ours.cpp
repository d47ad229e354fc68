// The specification, and what searches faster than it and finds the same. Unlike the peers, each of these is
// given nothing but the nonce: seeding is part of its time.
#include "ours.hpp"

#include <bloomcoin/bloomcoin.hpp>

#include <numbers>
#include <optional>

namespace bloomcoin::bench {

namespace {

using param::Mainnet;

static_assert(Mainnet::oscillator_count == oscillator_count && Mainnet::step_count == state_count);
static_assert(Mainnet::bloom_run == bloom_run && param::steps_per_unit * time_step == 1.0);

kuramoto::State<Mainnet> seeded(std::uint64_t nonce) {
    return kuramoto::state_of<Mainnet>(kuramoto::seed_of<Mainnet>({}, nonce));
}

double evolve_scalar(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    for (std::size_t i = 0; i < count; ++i) bloom_steps[i] = specified_bloom_step(attempts[i].nonce);
    return 0;
}

template <kuramoto::InstructionSet set>
double evolve_side_by_side(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    const kuramoto::Seeder<Mainnet> seeder{kuramoto::Prefix{}};
    kuramoto::evolve_each<Mainnet>(
        count, [&](std::size_t i) { return kuramoto::state_of<Mainnet>(seeder.seed_of(attempts[i].nonce), set); },
        [&](std::size_t i, const kuramoto::Lanes<Mainnet>& lanes, std::size_t lane) {
            bloom_steps[i] = lanes.has_bloomed(lane) ? static_cast<std::int32_t>(lanes.step(lane)) : no_bloom;
        },
        set);
    return 0;
}

}  // namespace

std::int32_t specified_bloom_step(std::uint64_t nonce) {
    auto state = seeded(nonce);
    const std::optional<kuramoto::Bloom> bloom = kuramoto::evolve(state);
    return bloom ? static_cast<std::int32_t>(bloom->step) : no_bloom;
}

std::vector<Attempt> attempts_of(std::span<const std::uint64_t> nonces) {
    constexpr double radian = 2 * std::numbers::pi / 4294967296.0;
    std::vector<Attempt> attempts;
    for (const std::uint64_t nonce : nonces) {
        const auto state = seeded(nonce);
        Attempt& attempt = attempts.emplace_back();
        attempt.nonce = nonce;
        for (std::size_t i = 0; i < oscillator_count; ++i) {
            attempt.frequencies[i] = state.frequencies[i] * radian / time_step;
            attempt.phases[i] = state.phases[i] * radian;
        }
    }
    return attempts;
}

std::vector<Peer> ours() {
    using enum kuramoto::InstructionSet;
    constexpr std::size_t width = kuramoto::Lanes<Mainnet>::count;
    std::vector<Peer> all{{"ours/scalar", OURS_FLAGS, 1, evolve_scalar},
                          {"ours/portable", OURS_FLAGS, width, evolve_side_by_side<portable>}};
    if (is_available(neon)) all.push_back({"ours/neon", OURS_FLAGS, width, evolve_side_by_side<neon>});
    if (is_available(avx2)) all.push_back({"ours/avx2", OURS_FLAGS, width, evolve_side_by_side<avx2>});
    if (is_available(avx512)) all.push_back({"ours/avx512", OURS_FLAGS, width, evolve_side_by_side<avx512>});
    if (is_available(avx512_vnni)) {
        all.push_back({"ours/avx512-vnni", OURS_FLAGS, width, evolve_side_by_side<avx512_vnni>});
    }
    return all;
}

}  // namespace bloomcoin::bench
