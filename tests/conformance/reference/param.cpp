// Operations of the room param.
#include "ops.hpp"

#include <bloomcoin/chain/amount.hpp>
#include <bloomcoin/param/profile.hpp>

namespace bloomcoin::conformance {

void add_param(Operations& operations) {
    for_each_profile([&]<param::Profile P>() {
        operations["par.profile"].emplace(P::name, [](const Json&) -> Json {
            return {{"name", P::name},
                    {"magic", hex(P::magic)},
                    {"oscillator_count", P::oscillator_count},
                    {"step_count", P::step_count},
                    {"bloom_run", P::bloom_run},
                    {"difficulty_initial", std::to_string(P::difficulty_initial)},
                    {"frequency_scale", param::frequency_scale},
                    {"coupling_gain", std::to_string(param::coupling_gain<P>)}};
        });
        operations["par.wire"].emplace(P::name, [](const Json&) -> Json {
            return {{"port", P::port}, {"payload_size_max", P::payload_size_max}};
        });
        operations["par.chain"].emplace(P::name, [](const Json&) -> Json {
            return {{"interval_target_s", P::interval_target_s}, {"retarget_window", P::retarget_window},
                    {"coinbase_maturity", P::coinbase_maturity}, {"halving_interval", P::halving_interval},
                    {"block_size_max", P::block_size_max},       {"pool_size_max", P::pool_size_max},
                    {"pool_age_max", P::pool_age_max},           {"kept_max", P::kept_count_max},
                    {"supply", std::to_string(chain::supply<P>)}};
        });
    });
}

}  // namespace bloomcoin::conformance
