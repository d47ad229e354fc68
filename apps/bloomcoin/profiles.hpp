// From a profile's name on the command line to its type.
#pragma once

#include "failure.hpp"
#include "text.hpp"

#include <bloomcoin/param/networks.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace bloomcoin::app {

using Profiles = std::tuple<param::Mainnet, param::Testnet, param::Fast, param::Secure, param::Tiny>;

/// "mainnet, testnet, …": all of them, for help and for complaints.
inline std::string profile_names() {
    std::string names;
    std::apply(
        [&](const auto&... profile) { ((names += (names.empty() ? "" : ", ") + std::string{profile.name}), ...); },
        Profiles{});
    return names;
}

/// visit(std::type_identity<P>{}) for the profile P of this name.
template <class Visit>
auto with_profile(std::string_view name, Visit visit) {
    std::optional<decltype(visit(std::type_identity<param::Mainnet>{}))> answer;
    const auto visit_if_named = [&]<class P>(const P&) {
        if (!answer && P::name == name) answer = visit(std::type_identity<P>{});
    };
    std::apply([&](const auto&... profile) { (visit_if_named(profile), ...); }, Profiles{});
    if (!answer) {
        throw Failure{exit_usage, "--profile: expected one of " + profile_names() + ", got " + in_quotes(name)};
    }
    return std::move(*answer);
}

}  // namespace bloomcoin::app
