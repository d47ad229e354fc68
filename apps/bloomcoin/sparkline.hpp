// A chart of coherence in block characters, for a terminal.
#pragma once

#include "trajectory.hpp"

#include <cstddef>
#include <string>

namespace bloomcoin::app {

/// Several lines, none wider than `width` columns (or than twenty, whichever is more): each
/// column is as high as the greatest r of the states that it stands for.
std::string sparkline(const Trajectory& trajectory, std::size_t width);

}  // namespace bloomcoin::app
