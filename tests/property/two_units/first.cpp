#include <bloomcoin/bloomcoin.hpp>

// What this unit sees; main.cpp compares it with what the other sees.
const void* first_rules() { return bloomcoin::base::rules.data(); }
bloomcoin::base::Hash first_seed() { return bloomcoin::kuramoto::seed_of<bloomcoin::param::Mainnet>({}, 0); }
