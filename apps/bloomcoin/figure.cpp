// The figure of a trajectory.
#include "figure.hpp"

#include "svg.hpp"
#include "text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace bloomcoin::app {

namespace {

constexpr double width = 960;
constexpr double height = 712;
// The plot's box.
constexpr double left = 72;
constexpr double right = 924;
constexpr double top = 92;
constexpr double bottom = 372;
// The circles below it.
constexpr double circle_y = 534;
constexpr double circle_radius = 88;

constexpr std::string_view style = R"(
  text { font: 14px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #33312c }
  .title { font-size: 20px; font-weight: 600 }
  .note, .tick { font-size: 12px; fill: #6b675e }
  .middle { text-anchor: middle }
  .end { text-anchor: end }
  .strong { font-weight: 600 }
  .background { fill: #fcfbf7; stroke: #d9d5c9 }
  .grid { stroke: #e6e2d7 }
  .axis { stroke: #8a867b }
  .curve { fill: none; stroke: #2c5f8a; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round }
  .lens { stroke: #b5651d; stroke-width: 1.3; stroke-dasharray: 6 4 }
  .lens-ring { fill: none; stroke: #b5651d; stroke-width: 1; stroke-dasharray: 3 3; opacity: .7 }
  .lens-label { fill: #9a5212 }
  .bloom-run { fill: #3d9a50; opacity: .35 }
  .bloom { fill: #2b7a3c; stroke: #fcfbf7; stroke-width: 1.5 }
  .bloom-label { fill: #22682f; font-weight: 600 }
  .halo { paint-order: stroke; stroke: #fcfbf7; stroke-width: 4; stroke-linejoin: round }
  .rim { fill: #ffffff; stroke: #c9c4b6 }
  .phase { stroke: #fcfbf7; stroke-width: .6; opacity: .85 }
  .arrow { stroke: #33312c; stroke-width: 2.4 }
  .arrow-head { fill: #33312c }
)";

/// Where things are in the plot.
struct Scale {
    std::size_t step_last;

    double x(double step) const {
        return left + (right - left) * step / static_cast<double>(std::max<std::size_t>(step_last, 1));
    }
    double y(double ratio) const { return bottom - (bottom - top) * ratio; }
};

/// A round distance between ticks that gives ten of them at most.
std::size_t tick_distance(std::size_t step_last) {
    for (std::size_t decade = 1;; decade *= 10) {
        for (const std::size_t factor : {1U, 2U, 5U}) {
            if (step_last <= 10 * factor * decade) return factor * decade;
        }
    }
}

void draw_axes(Svg& svg, const Scale& scale) {
    for (const double ratio : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        svg.line(left, scale.y(ratio), right, scale.y(ratio), ratio == 0 ? "axis" : "grid");
        svg.label(left - 10, scale.y(ratio) + 4, "tick end", decimal(ratio, 2));
    }
    const std::size_t distance = tick_distance(scale.step_last);
    for (std::size_t step = 0; step <= scale.step_last; step += distance) {
        const double x = scale.x(static_cast<double>(step));
        svg.line(x, bottom, x, bottom + 5, "axis");
        svg.label(x, bottom + 19, "tick middle", grouped(step));
    }
    svg.line(left, top, left, bottom, "axis");
    svg.label((left + right) / 2, bottom + 38, "note middle", "step");
    svg.leaf("text", {{"class", "note middle"}, {"transform", "translate(24 232) rotate(-90)"}}, "coherence r");
}

/// The points of the curve. Of many moments that share a dot's width only the greatest and
/// the least are drawn.
std::string curve_points(const Trajectory& trajectory, const Scale& scale) {
    constexpr std::size_t bucket_count_max = 1000;
    const std::vector<Moment>& moments = trajectory.moments;
    const std::size_t bucket = (moments.size() + bucket_count_max - 1) / bucket_count_max;
    std::string points;
    const auto add = [&](std::size_t step) {
        points += (points.empty() ? "" : " ") + coordinate(scale.x(static_cast<double>(step))) + ',' +
                  coordinate(scale.y(ratio_of(moments[step].coherence)));
    };
    for (std::size_t begin = 0; begin < moments.size(); begin += bucket) {
        const auto first = moments.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto end = first + static_cast<std::ptrdiff_t>(std::min(bucket, moments.size() - begin));
        const auto less = [](const Moment& a, const Moment& b) { return a.coherence < b.coherence; };
        auto [low, high] = std::minmax_element(first, end, less);
        if (high < low) std::swap(low, high);
        add(static_cast<std::size_t>(low - moments.begin()));
        if (low != high) add(static_cast<std::size_t>(high - moments.begin()));
    }
    // A single point has no line; drawn twice it is a dot.
    if (moments.size() == 1) add(0);
    return points;
}

void draw_bloom(Svg& svg, const Trajectory& trajectory, const Scale& scale, const kuramoto::Bloom& bloom) {
    const std::uint32_t first = bloom.step + 1 - trajectory.bloom_run;
    const double x = scale.x(bloom.step);
    const double x_first = scale.x(first);
    svg.leaf("rect", {{"class", "bloom-run"},
                      {"x", coordinate(x_first)},
                      {"y", coordinate(top)},
                      {"width", coordinate(std::max(x - x_first, 3.0))},
                      {"height", coordinate(bottom - top)}});
    svg.circle(x, scale.y(ratio_of(bloom.coherence)), 5, "bloom");
    const bool is_right = x > right - 220;
    svg.label(is_right ? x_first - 8 : x + 8, bottom - 14, is_right ? "bloom-label halo end" : "bloom-label halo",
              "bloom: coherent at steps " + std::to_string(first) + "–" + std::to_string(bloom.step));
}

void draw_plot(Svg& svg, const Trajectory& trajectory) {
    const Scale scale{trajectory.moments.size() - 1};
    svg.open("g", {{"class", "plot"}});
    draw_axes(svg, scale);
    const auto bloom = bloom_shown(trajectory);
    svg.line(left, scale.y(lens_ratio), right, scale.y(lens_ratio), "lens");
    svg.label(left - 10, scale.y(lens_ratio) + 4, "tick lens-label end", "lens √3/2");
    svg.leaf("polyline", {{"class", "curve"}, {"points", curve_points(trajectory, scale)}});
    if (bloom) draw_bloom(svg, trajectory, scale, *bloom);
    svg.close();
}

/// From slow to fast as from blue over grey to red.
std::string frequency_colour(double position) {
    using Colour = std::array<double, 3>;
    constexpr std::array<Colour, 3> stops{Colour{38, 84, 160}, Colour{160, 152, 160}, Colour{196, 52, 44}};
    const std::size_t stop = position < 0.5 ? 0 : 1;
    const double weight = 2 * position - static_cast<double>(stop);
    std::string colour = "rgb(";
    for (std::size_t i = 0; i < 3; ++i) {
        const double channel = (1 - weight) * stops[stop][i] + weight * stops[stop + 1][i];
        colour += (i == 0 ? "" : ",") + std::to_string(std::lround(channel));
    }
    return colour + ')';
}

/// The arrow from the centre that the mean field is, a whole radius long where r is 1.
void draw_arrow(Svg& svg, double x, double y, const Moment& moment) {
    const double angle = degrees_of(moment.mean_phase);
    const double length = circle_radius * ratio_of(moment.coherence);
    const double head = std::min(11.0, length);
    svg.open("g", {{"class", "mean-field"},
                   {"transform",
                    "translate(" + coordinate(x) + ' ' + coordinate(y) + ") rotate(" + coordinate(-angle) + ')'}});
    svg.line(0, 0, length - head, 0, "arrow");
    svg.leaf("path", {{"class", "arrow-head"},
                      {"d", 'M' + coordinate(length) + " 0L" + coordinate(length - head) + ' ' +
                                coordinate(-head * 0.45) + 'V' + coordinate(head * 0.45) + 'Z'}});
    svg.close();
}

void draw_snapshot(Svg& svg, const Trajectory& trajectory, const Snapshot& snapshot, double x) {
    const Moment& moment = trajectory.moments[snapshot.step];
    svg.open("g", {{"class", "snapshot"}});
    svg.circle(x, circle_y, circle_radius, "rim");
    svg.circle(x, circle_y, circle_radius * lens_ratio, "lens-ring");
    svg.line(x - circle_radius, circle_y, x + circle_radius, circle_y, "grid");
    svg.line(x, circle_y - circle_radius, x, circle_y + circle_radius, "grid");
    for (std::size_t i = 0; i < snapshot.phases.size(); ++i) {
        const double angle = degrees_of(snapshot.phases[i]) * std::numbers::pi / 180;
        const double position = 0.5 + 0.5 * trajectory.frequencies[i] / static_cast<double>(param::frequency_scale);
        svg.leaf("circle", {{"class", "phase"},
                            {"cx", coordinate(x + circle_radius * std::cos(angle))},
                            {"cy", coordinate(circle_y - circle_radius * std::sin(angle))},
                            {"r", "4.5"},
                            {"fill", frequency_colour(position)}});
    }
    draw_arrow(svg, x, circle_y, moment);
    svg.label(x, circle_y + circle_radius + 28, "strong middle", "step " + grouped(snapshot.step));
    svg.label(x, circle_y + circle_radius + 46, "note middle",
              coherence_text(moment.coherence) + (moment.is_coherent ? ", coherent" : ""));
    svg.close();
}

/// What the circles mean.
void draw_legend(Svg& svg) {
    svg.label(
        left, height - 20, "note",
        "Each dot is an oscillator at its phase, the slowest blue, the fastest red. The arrow is their mean field, "
        "of length r; the dashed ring is the lens.");
}

std::string subtitle_of(const Trajectory& trajectory) {
    std::string text = trajectory.profile + " · " + trajectory.source + " · ";
    if (!trajectory.bloom) return text + "no bloom";
    text +=
        "bloom at step " + std::to_string(trajectory.bloom->step) + ", " + coherence_text(trajectory.bloom->coherence);
    return text + (bloom_shown(trajectory) ? "" : " (after the last step shown)");
}

}  // namespace

std::string figure(const Trajectory& trajectory) {
    const std::string title = "Coherence of " + counted(trajectory.frequencies.size(), "oscillator") + " over " +
                              counted(trajectory.moments.size(), "step");
    Svg svg;
    svg.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                     {"viewBox", "0 0 " + decimal(width, 0) + ' ' + decimal(height, 0)},
                     {"width", decimal(width, 0)},
                     {"height", decimal(height, 0)},
                     {"role", "img"}});
    svg.leaf("title", {}, title);
    svg.leaf("style", {}, style);
    svg.leaf("rect", {{"class", "background"},
                      {"x", "0.5"},
                      {"y", "0.5"},
                      {"width", decimal(width - 1, 0)},
                      {"height", decimal(height - 1, 0)},
                      {"rx", "8"}});
    svg.label(left, 40, "title", title);
    svg.label(left, 64, "note", subtitle_of(trajectory));
    draw_plot(svg, trajectory);
    for (std::size_t i = 0; i < trajectory.snapshots.size(); ++i) {
        const double x = left + (right - left) * (0.5 + static_cast<double>(i)) / 3;
        draw_snapshot(svg, trajectory, trajectory.snapshots[i], x);
    }
    draw_legend(svg);
    svg.close();
    return svg.text();
}

}  // namespace bloomcoin::app
