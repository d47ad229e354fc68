// The figure of a trajectory: r over the steps, and the phases at three of them.
#pragma once

#include "trajectory.hpp"

#include <string>

namespace bloomcoin::app {

/// A whole SVG document with its own background and no references to anything outside.
std::string figure(const Trajectory& trajectory);

}  // namespace bloomcoin::app
