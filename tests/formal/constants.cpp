// Prints what the facts of spec/formal/ take from the headers, as JSON: the constants of each profile, and values of
// functions that a fact has a model of.
#include <bloomcoin/bloomcoin.hpp>

#include "../conformance/reference/profiles.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <iostream>
#include <string>

using namespace bloomcoin;
using Json = nlohmann::ordered_json;

namespace {

template <param::Profile P>
Json constants_of() {
    return {{"oscillator_count", P::oscillator_count},
            {"sine_max", param::sine_max},
            {"frequency_scale", param::frequency_scale},
            {"coupling_gain", param::coupling_gain<P>},
            {"coupling_max", param::coupling_max<P>},
            {"torque_max", param::torque_max<P>},
            {"group_size", kuramoto::detail::group_size},
            {"lens", kuramoto::lens},
            {"sharpness", kuramoto::sharpness},
            {"coherence_min", kuramoto::coherence_min},
            {"merge_states_max", kuramoto::merge_states_max},
            {"coarse_unit", 1 << kuramoto::detail::coarse_shift<P>},
            {"coarse_square_min", kuramoto::detail::coarse_square_min<P>},
            {"interval_target_s", P::interval_target_s},
            {"retarget_window", P::retarget_window},
            {"halving_interval", P::halving_interval},
            {"reward_initial", chain::reward_initial},
            {"supply", chain::supply<P>},
            {"base_difficulty_max", chain::base_difficulty_max},
            {"time_ahead_s_max", chain::time_ahead_s_max},
            {"input_count_max", chain::input_count_max},
            {"output_count_max", chain::output_count_max},
            {"package_count_max", chain::pool_ancestor_count_max + 1},
            {"turns_per_radian_q40", codec::detail::turns_per_radian_q40},
            {"radians_per_turn_q28", codec::detail::radians_per_turn_q28}};
}

/// Rows of arguments and the result. The sines are those of the rising quarter of a turn.
Json sines() {
    Json rows = Json::array();
    for (std::uint16_t turn = 0; turn < 0x4000; turn = static_cast<std::uint16_t>(turn + 431)) {
        rows.push_back({turn, num::sine(turn)});
    }
    rows.push_back({0x3fff, num::sine(0x3fff)});
    return rows;
}

Json frequencies() {
    Json rows = Json::array();
    for (const std::uint32_t word : {0U, 1U, 367U, 368U, 0x1234'5678U, 0x7fff'ffffU, 0x8000'0000U, 0xffff'ffffU}) {
        rows.push_back({static_cast<std::int32_t>(word), kuramoto::frequency_of(word)});
    }
    return rows;
}

template <param::Profile P>
Json base_difficulties() {
    constexpr std::uint64_t target_s = P::retarget_window * P::interval_target_s;
    Json rows = Json::array();
    for (const std::uint64_t base : {std::uint64_t{1}, std::uint64_t{3}, chain::base_difficulty_max}) {
        for (const std::uint64_t span_s : {target_s / 3, target_s / 2, target_s, 3 * target_s / 2, 9 * target_s}) {
            rows.push_back({base, span_s, chain::base_difficulty_after<P>(base, span_s)});
        }
    }
    return rows;
}

}  // namespace

int main() {
    Json profiles;
    conformance::for_each_profile([&]<param::Profile P>() {
        profiles[std::string{P::name}] = {
            {"constants", constants_of<P>()},
            {"values", {{"sine", sines()}, {"frequency", frequencies()}, {"base_difficulty", base_difficulties<P>()}}}};
    });
    std::cout << profiles.dump() << '\n';
}
