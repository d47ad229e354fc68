// Two units that include everything link into one program and share one table of rules.
#include <bloomcoin/bloomcoin.hpp>

#include <iostream>

const void* first_rules();
bloomcoin::base::Hash first_seed();

int main() {
    const bool same = first_rules() == bloomcoin::base::rules.data() &&
                      first_seed() == bloomcoin::kuramoto::seed_of<bloomcoin::param::Mainnet>({}, 0);
    std::cout << (same ? "both units see the same\n" : "the units differ\n");
    return same ? 0 : 1;
}
