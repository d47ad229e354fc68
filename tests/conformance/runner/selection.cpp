#include "selection.hpp"

#include "render/text.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace bloomcoin::conformance {

namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string joined(const std::vector<std::string>& texts, const std::string& between) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
    return all;
}

/// What a filter may name after "op:" and the like; nothing for a filter of ids.
std::set<std::string> names_for(const std::string& what, const Suite& suite) {
    std::set<std::string> names;
    for (const Case& one : suite.cases) {
        if (what == "op") names.insert(one.op);
        if (what == "room") names.insert(one.room);
        if (what == "clause") names.insert(one.clauses.begin(), one.clauses.end());
        if (what == "rule" && one.expected.contains("rule")) names.insert(one.expected["rule"].get<std::string>());
    }
    return names;
}

/// What there is instead of what a filter asks for.
std::string hint_for(const std::string& filter, const Suite& suite) {
    const std::size_t colon = filter.find(':');
    const std::set<std::string> names = names_for(filter.substr(0, colon), suite);
    if (colon != std::string::npos && !names.empty())
        return "the nearest is " + nearest(filter.substr(colon + 1), names);
    const auto near = suite.ids_like(filter);
    return near.empty() ? "" : "there is, for example, " + joined(near, ", ");
}

[[noreturn]] void refuse_empty(const Suite& suite, const Selection& selection) {
    std::string asked;
    if (!selection.filters.empty()) asked += " --filter " + joined(selection.filters, " --filter ");
    if (!selection.profiles.empty()) asked += " --profile " + joined(selection.profiles, " --profile ");
    if (selection.shards > 1) asked += " --shard " + selection.shard_text();
    const std::string hint = selection.filters.empty() ? "" : hint_for(selection.filters.front(), suite);
    throw WrongUsage("no case of the " + std::to_string(suite.cases.size()) + " is selected by" + asked +
                     (hint.empty() ? "" : "; " + hint));
}

}  // namespace

std::string Selection::shard_text() const {
    return shards > 1 ? std::to_string(shard) + "/" + std::to_string(shards) : "";
}

void read_shard(const std::string& text, Selection& selection) {
    const char* const end = text.data() + text.size();
    const auto [slash, first_error] = std::from_chars(text.data(), end, selection.shard);
    const bool has_slash = first_error == std::errc{} && slash != end && *slash == '/';
    const auto [rest, second_error] = has_slash ? std::from_chars(slash + 1, end, selection.shards)
                                                : std::from_chars_result{text.data(), std::errc::invalid_argument};
    if (second_error != std::errc{} || rest != end || selection.shard < 1 || selection.shard > selection.shards) {
        throw WrongUsage("--shard: expected I/N with 1 <= I <= N, got " + text);
    }
}

bool matches(const Case& one, const std::string& filter) {
    const std::size_t colon = filter.find(':');
    const std::string what = colon == std::string::npos ? "" : filter.substr(0, colon);
    const std::string name = what.empty() ? filter : filter.substr(colon + 1);
    if (what == "op") return one.op == name;
    if (what == "room") return one.room == name;
    if (what == "clause") return contains(one.clauses, name);
    if (what == "rule") return one.expected.contains("rule") && one.expected["rule"] == name;
    if (filter.find_first_of("*?") != std::string::npos) return ::fnmatch(filter.c_str(), one.id.c_str(), 0) == 0;
    return one.id.find(filter) != std::string::npos;
}

std::vector<const Case*> select(const Suite& suite, const Selection& selection) {
    std::vector<const Case*> selected;
    std::size_t index = 0;
    for (const Case& one : suite.cases) {
        const auto matches_one = [&](const std::string& filter) { return matches(one, filter); };
        if (!selection.filters.empty() &&
            std::none_of(selection.filters.begin(), selection.filters.end(), matches_one)) {
            continue;
        }
        if (!selection.profiles.empty() && one.profile != "any" && !contains(selection.profiles, one.profile)) continue;
        if (index++ % selection.shards + 1 == selection.shard) selected.push_back(&one);
    }
    if (selected.empty()) refuse_empty(suite, selection);
    return selected;
}

}  // namespace bloomcoin::conformance
