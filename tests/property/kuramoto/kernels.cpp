#include <bloomcoin/kuramoto/kernels.hpp>

#include <bloomcoin/param/networks.hpp>

#include "../support/instruction_sets.hpp"
#include "../support/property.hpp"

#include <array>
#include <cmath>
#include <cstdint>

using namespace bloomcoin;
using kuramoto::InstructionSet;

namespace {

using test::Sixteen;  // no lane of a padded state is unused

/// What a lane holds when sine and cosine share it.
constexpr kuramoto::detail::Pair pair_of(num::Turn phase) {
    const std::uint16_t bin = num::bin_of(phase);
    return static_cast<std::int32_t>((static_cast<std::uint32_t>(num::cosine(bin)) << 16) |
                                     (static_cast<std::uint32_t>(num::sine(bin)) & 0xffff));
}

}  // namespace

TEST_CASE(
    "[NUM-10] [NUM-11] every instruction set has the sine and cosine of every bin, wherever in the bin the phase is") {
    test::for_each_instruction_set([](InstructionSet set) {
        const auto kernels = kuramoto::detail::kernels_of<Sixteen>(set);
        std::uint32_t wrong = 0;
        for (std::uint32_t bin = 0; bin < 1U << 16; bin += Sixteen::oscillator_count) {
            for (const num::Turn within : {0x0000U, 0x8000U, 0xffffU}) {
                kuramoto::Phases<Sixteen> phases{};
                for (std::uint32_t i = 0; i < phases.size(); ++i) phases[i] = ((bin + i) << 16) + within;
                std::array<kuramoto::detail::Row, 1> pairs;
                const kuramoto::MeanField field = kernels.start(kuramoto::detail::padded<Sixteen>(phases), pairs);
                if (field != kuramoto::mean_field_of<Sixteen>(phases)) ++wrong;
                for (std::size_t i = 0; i < phases.size(); ++i) {
                    if (pairs[0][i] != pair_of(phases[i])) ++wrong;
                }
            }
        }
        CHECK(wrong == 0);
    });
}

TEST_CASE("[KUR-6] what fills the last row adds nothing to the mean field") {
    test::for_each_instruction_set([](InstructionSet set) {
        const auto kernels = kuramoto::detail::kernels_of<test::Seventeen>(set);
        test::property("any phases", [&](const kuramoto::Phases<test::Seventeen>& phases) {
            std::array<kuramoto::detail::Row, kuramoto::detail::row_count<test::Seventeen>> pairs;
            const auto field = kernels.start(kuramoto::detail::padded<test::Seventeen>(phases), pairs);
            RC_ASSERT(field == kuramoto::mean_field_of<test::Seventeen>(phases));
            for (std::size_t lane = 1; lane < kuramoto::detail::lane_count; ++lane) RC_ASSERT(pairs[1][lane] == 0);
        });
    });
}

TEST_CASE("[KUR-7] no coherent state is missed by the coarse look at its mean field") {
    const auto check = []<param::Profile P>(P) {
        test::property("a mean field at the lens, or anywhere", [] {
            constexpr double all = P::oscillator_count * 16384.0;
            const double angle = *rc::gen::inRange(0, 1'000'000) * 6.2832e-6;
            const double length = all * (*rc::gen::inRange(0, 2) == 0 ? 0.8660254 + *rc::gen::inRange(-3, 30) * 1e-6
                                                                      : *rc::gen::inRange(0, 1001) * 1e-3);
            const kuramoto::MeanField field{static_cast<std::int32_t>(length * std::cos(angle)),
                                            static_cast<std::int32_t>(length * std::sin(angle))};
            const auto pair = static_cast<std::uint32_t>(kuramoto::detail::coarse_pair<P>(field.sines, field.cosines));
            const std::int32_t s = static_cast<std::int16_t>(pair);
            const std::int32_t c = static_cast<std::int16_t>(pair >> 16);
            const bool may_be = s * s + c * c > kuramoto::detail::coarse_square_min<P>;
            RC_ASSERT((may_be || !kuramoto::is_coherent<P>(field)));
            // and it is a look that tells something: what is far from the lens is not taken for coherent
            if (P::oscillator_count > 3 && length < 0.85 * all) RC_ASSERT(!may_be);
        });
    };
    check(param::Mainnet{});
    check(param::Fast{});
    check(param::Secure{});
    check(param::Tiny{});
    check(test::One{});
    check(test::Most{});
}

TEST_CASE("[KUR-10] the factors of a torque are those of the step, with either sign") {
    test::property("any mean field", [] {
        constexpr std::int32_t sum_max = 63 * (num::sine_one + 2);
        const auto s = *rc::gen::inRange(-sum_max, sum_max + 1);
        const auto c = *rc::gen::inRange(-sum_max, sum_max + 1);
        const auto factors = static_cast<std::uint32_t>(kuramoto::detail::coupling_of<param::Mainnet>(s, c));
        RC_ASSERT(static_cast<std::int16_t>(factors >> 16) ==
                  num::shift_round(s * param::coupling_gain<param::Mainnet>, 36));
        RC_ASSERT(static_cast<std::int16_t>(factors) ==
                  -num::shift_round(c * param::coupling_gain<param::Mainnet>, 36));
    });
}
