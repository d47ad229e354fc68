// All profiles as a list, for code that does something for each of them.
#pragma once

#include <bloomcoin/param/networks.hpp>

namespace bloomcoin::conformance {

/// Calls visit.template operator()<P>() for each profile.
template <class Visit>
void for_each_profile(Visit visit) {
    visit.template operator()<param::Mainnet>();
    visit.template operator()<param::Testnet>();
    visit.template operator()<param::Fast>();
    visit.template operator()<param::Secure>();
    visit.template operator()<param::Tiny>();
}

}  // namespace bloomcoin::conformance
