// From a dialect's name on the command line, or from the bytes themselves, to its type.
#pragma once

#include "profiles.hpp"

#include <bloomcoin/wire/compact.hpp>
#include <bloomcoin/wire/framed.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace bloomcoin::app {

/// Which rules bytes are read by.
struct Choice {
    std::string dialect;
    std::string profile;
};

/// The profile with this magic.
std::optional<std::string> profile_of(base::BytesView magic);

/// What is not said is guessed: bytes that begin as a magic does are framed, and of the profile that has
/// it; all others are compact, which has no code like that.
Choice choice_of(const std::optional<std::string>& dialect, const std::optional<std::string>& profile,
                 base::BytesView bytes);

/// visit(std::type_identity<D>{}) for the dialect D of this name, of the profile of this name.
template <class Visit>
auto with_dialect(const Choice& choice, Visit visit) {
    const bool is_framed = choice.dialect == "framed";
    if (!is_framed && choice.dialect != "compact")
        throw Failure{exit_usage, "--dialect: expected one of framed, compact, got " + in_quotes(choice.dialect)};
    return with_profile(choice.profile, [&]<class P>(std::type_identity<P>) {
        return is_framed ? visit(std::type_identity<wire::Framed<P>>{}) : visit(std::type_identity<wire::Compact<P>>{});
    });
}

}  // namespace bloomcoin::app
