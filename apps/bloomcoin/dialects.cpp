// From bytes to the dialect and the profile that they are of.
#include "dialects.hpp"

#include <algorithm>

namespace bloomcoin::app {

namespace {

constexpr base::Byte magic_start = 'B';

template <class... P>
constexpr bool begin_as_one(const std::tuple<P...>*) {
    return ((P::magic[0] == magic_start) && ...);
}
static_assert(begin_as_one(static_cast<const Profiles*>(nullptr)));
static_assert(!wire::find_kind(&wire::Kind::compact, magic_start), "the first byte tells the dialects apart");

}  // namespace

std::optional<std::string> profile_of(base::BytesView magic) {
    std::optional<std::string> name;
    const auto compare = [&]<class P>(const P&) {
        if (std::ranges::equal(magic, P::magic)) name = P::name;
    };
    std::apply([&](const auto&... profile) { (compare(profile), ...); }, Profiles{});
    return name;
}

Choice choice_of(const std::optional<std::string>& dialect, const std::optional<std::string>& profile,
                 base::BytesView bytes) {
    Choice choice;
    choice.dialect = dialect.value_or(!bytes.empty() && bytes[0] != magic_start ? "compact" : "framed");
    const base::BytesView magic = bytes.first(std::min<std::size_t>(4, bytes.size()));
    const std::string guessed =
        choice.dialect == "framed" ? profile_of(magic).value_or("mainnet") : std::string{"mainnet"};
    choice.profile = profile.value_or(guessed);
    return choice;
}

}  // namespace bloomcoin::app
