// Why a case fails: the case, what was expected and received, and then, by asking the testee
// ever smaller questions, the first step, oscillator or sine at which it leaves the reference.
#pragma once

#include "judge.hpp"
#include "suite.hpp"
#include "testee.hpp"

#include <ostream>

namespace bloomcoin::conformance {

/// Prints the explanation, and says how the case went.
Outcome explain(std::ostream& out, const Case& asked, Testee& testee);

}  // namespace bloomcoin::conformance
