// Charts in block characters.
#include "sparkline.hpp"

#include "text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace bloomcoin::app {

namespace {

constexpr std::size_t margin = 6;  // columns left of the chart
constexpr std::size_t row_count = 8;
constexpr std::size_t eighths = 8;  // block characters come in eighths of a cell
constexpr std::array<std::string_view, eighths + 1> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// The height of each column in eighths of a row.
std::vector<std::size_t> heights_of(const std::vector<Moment>& moments, std::size_t column_count) {
    std::vector<std::size_t> heights(column_count);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const double height = ratio_of(moments[i].coherence) * static_cast<double>(row_count * eighths);
        std::size_t& column = heights[i * column_count / moments.size()];
        column = std::max(column, static_cast<std::size_t>(std::lround(height)));
    }
    return heights;
}

std::string row_of(const std::vector<std::size_t>& heights, std::size_t row) {
    const bool is_lens = row == static_cast<std::size_t>(lens_ratio * row_count);
    std::string text = is_lens ? "√3/2 ┼" : row == row_count - 1 ? "   1 ┤" : "     │";
    for (const std::size_t height : heights) {
        const std::size_t filled = std::min(height - std::min(height, row * eighths), eighths);
        text += filled == 0 && is_lens ? "╌" : blocks[filled];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

/// "▲ bloom" with the mark under its column, the words on the side where there is room.
std::string bloom_line(std::size_t column, std::size_t column_count) {
    constexpr std::string_view words = "bloom";
    if (column + words.size() + 2 <= column_count || column < words.size() + 1) {
        return std::string(margin + column, ' ') + "▲ " + std::string{words};
    }
    return std::string(margin + column - words.size() - 1, ' ') + std::string{words} + " ▲";
}

}  // namespace

std::string sparkline(const Trajectory& trajectory, std::size_t width) {
    const std::size_t column_count = std::min(std::max<std::size_t>(width, 20) - margin, trajectory.moments.size());
    const std::vector<std::size_t> heights = heights_of(trajectory.moments, column_count);
    std::string text;
    for (std::size_t row = row_count; row-- > 0;) text += row_of(heights, row) + '\n';
    text += "   0 ┴" + repeated("─", column_count) + '\n';

    std::string last = std::to_string(trajectory.moments.size() - 1);
    last.insert(0, column_count - std::min(column_count, last.size() + 1), ' ');
    text += "step  0" + (column_count > 1 ? last : "") + '\n';
    if (const auto bloom = bloom_shown(trajectory)) {
        text += bloom_line(bloom->step * column_count / trajectory.moments.size(), column_count) + '\n';
    }
    return text;
}

std::string spark(const std::vector<double>& values, double min, double max) {
    std::string text;
    for (const double value : values) {
        const double part = max > min ? std::clamp((value - min) / (max - min), 0.0, 1.0) : 1;
        text += blocks[1 + static_cast<std::size_t>(std::lround(part * (eighths - 1)))];
    }
    return text;
}

}  // namespace bloomcoin::app
