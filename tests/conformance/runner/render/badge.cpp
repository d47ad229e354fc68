#include "badge.hpp"

#include "text.hpp"

#include <algorithm>

namespace bloomcoin::conformance {

namespace {

struct Message {
    std::string text;
    const char* colour;
};

constexpr const char* green = "#2e7d32";
constexpr const char* amber = "#8a5a00";
constexpr const char* red = "#b71c1c";

/// The profiles that every testee conforms to.
std::vector<std::string> conformant_profiles(const Report& report) {
    std::vector<std::string> profiles;
    for (const std::string& profile : profiles_of(report.runs.front())) {
        const bool all = std::all_of(report.runs.begin(), report.runs.end(),
                                     [&](const TesteeRun& run) { return verdict_of(run, profile) == "conformant"; });
        if (all) profiles.push_back(profile);
    }
    return profiles;
}

Message message_of(const Report& report) {
    std::size_t failed = 0;
    std::size_t broken = 0;
    std::size_t passed = 0;
    std::size_t all = 0;
    bool has_list_problems = false;
    for (const TesteeRun& run : report.runs) {
        failed += run.count(Outcome::fail);
        broken += run.count(Outcome::broken);
        passed += run.count(Outcome::pass);
        all += run.results.size();
        has_list_problems = has_list_problems || !run.list_problems.empty();
    }
    const std::string of_all = " of " + std::to_string(all);
    if (failed > 0) {
        const std::string others = broken > 0 ? ", " + std::to_string(broken) + " broke" : "";
        return {"not conformant: " + std::to_string(failed) + of_all + " fail" + others, red};
    }
    if (broken > 0) return {"not conformant: " + std::to_string(broken) + of_all + " broke", red};
    if (has_list_problems) return {"the list of known failures is wrong", red};
    if (passed == all && !report.selection.is_partial()) return {"conformant", green};
    const auto profiles = conformant_profiles(report);
    if (profiles.empty())
        return {(passed == all ? "passed in part: " : "incomplete: ") + std::to_string(passed) + of_all, amber};
    std::string names;
    for (const std::string& profile : profiles) names += (names.empty() ? "" : ", ") + profile;
    return {names + ": conformant", green};
}

/// About as wide as a text is in 11 pixels of Verdana; textLength makes the letters fit exactly.
unsigned width_of(const std::string& text) {
    double width = 0;
    for (const char character : text) {
        const bool is_narrow = std::string{"ijlt.,:;| 'fI"}.find(character) != std::string::npos;
        const bool is_wide = std::string{"mwMW"}.find(character) != std::string::npos;
        width += is_narrow ? 4.2 : is_wide ? 10.2 : 6.9;
    }
    return static_cast<unsigned>(width + 0.5);
}

std::string text_at(unsigned x, unsigned width, const std::string& text) {
    const std::string place = " textLength=\"" + std::to_string(width) + "\" x=\"" + std::to_string(x) + "\"";
    return "    <text" + place + " y=\"14\">" + markup_escaped(text) + "</text>\n";
}

}  // namespace

std::string render_badge(const Report& report) {
    constexpr unsigned margin = 7;
    const std::string label = "BloomCoin conformance " + report.suite_version;
    const auto [message, colour] = message_of(report);
    const unsigned label_width = width_of(label);
    const unsigned message_width = width_of(message);
    const std::string left = std::to_string(label_width + 2 * margin);
    const std::string right = std::to_string(message_width + 2 * margin);
    const std::string whole = std::to_string(label_width + message_width + 4 * margin);
    const std::string title = markup_escaped(label + ": " + message);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + whole +
           "\" height=\"20\" role=\"img\" aria-label=\"" + title + "\">\n  <title>" + title +
           "</title>\n  <clipPath id=\"round\"><rect width=\"" + whole +
           "\" height=\"20\" rx=\"3\"/></clipPath>\n  <g clip-path=\"url(#round)\">\n    <rect width=\"" + left +
           "\" height=\"20\" fill=\"#444\"/>\n    <rect x=\"" + left + "\" width=\"" + right +
           "\" height=\"20\" fill=\"" + colour +
           "\"/>\n  </g>\n  <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\n" +
           text_at(margin, label_width, label) + text_at(label_width + 3 * margin, message_width, message) +
           "  </g>\n</svg>\n";
}

}  // namespace bloomcoin::conformance
