// Charts in block characters, for a terminal.
#pragma once

#include "trajectory.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace bloomcoin::app {

/// Several lines, none wider than `width` columns (or than twenty, whichever is more): each
/// column is as high as the greatest r of the states that it stands for.
std::string sparkline(const Trajectory& trajectory, std::size_t width);

/// One line, a column for each value: from `min`, the lowest block, to `max`, a full one.
std::string spark(const std::vector<double>& values, double min, double max);

}  // namespace bloomcoin::app
